import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import type { FieldResolver } from '../compiled-rule.ts'
import { parseSigma } from '../parse/parse-sigma.ts'
import { compileRule } from './compile-rule.ts'

type Event = Readonly<Record<string, unknown>>

const isLate = (field: string): boolean => field.startsWith('late')
const fields: FieldResolver<Event> = { resolve: name => event => event[name], suggest: () => undefined, isLate }

function compile(detection: Record<string, unknown>, resolver = fields) {
  // JSON is YAML.
  const parsed = parseSigma(JSON.stringify({ title: 't', logsource: { product: 'aws' }, detection }), 'rule.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const [rule] = parsed.value
  if (rule === undefined) throw new Error('no rule')
  return compileRule(rule, resolver)
}

function compiled(detection: Record<string, unknown>) {
  const result = compile(detection)
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

describe('a rule with a late field', () => {
  const rule = compiled({ call: { a: 'x' }, known: { late1: 'y' }, condition: 'call and not known' })

  test('could match as long as its other fields allow it', () => {
    expect(rule.couldMatch({ a: 'x', late1: 'y' })).toBe(true)
    expect(rule.matches({ a: 'x', late1: 'y' })).toBe(false)
    expect(rule.couldMatch({ a: 'z' })).toBe(false)
  })

  test('tells which of its searches are late', () => {
    expect([...rule.searches].map(([name, search]) => [name, search.isLate, search.fields])).toEqual([
      ['call', false, ['a']],
      ['known', true, ['late1']],
    ])
    expect(rule.searches.get('call')?.matches({ a: 'x' })).toBe(true)
  })

  test('holds late and other fields in different searches', () => {
    const mixed = compile({ s: { a: 'x', late1: 'y' }, condition: 's' })
    expect(mixed).toMatchObject({ ok: false, issues: [{ code: 'mixed-search', received: 'late1' }] })
    expect(compile({ s: { 'late1|fieldref': 'a' }, condition: 's' })).toMatchObject({ ok: false })
    expect(compile({ s: [{ late1: 'x' }, { late2: 'y' }], condition: 's' }).ok).toBe(true)
  })
})

const value = fc.constantFrom('x', 'y', undefined)
const early = fc.record({ a: value, b: value })
const late = fc.record({ late1: value, late2: value })
const wanted = fc.constantFrom('x', 'y', null)
const { condition } = fc.letrec<{ condition: string }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('e1', 'e2', 'l1', 'l2', '1 of e*', 'all of l*', 'all of them'),
    tie('condition').map(inner => `not (${inner})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([left, join, right]) => `(${left}) ${join} (${right})`),
  ),
}))

test('a rule could match whenever some values of the late fields make it match', () => {
  let ruledOut = 0
  fc.assert(
    fc.property(
      fc.tuple(wanted, wanted, wanted, wanted),
      condition,
      fc.array(early, { minLength: 3, maxLength: 6 }),
      fc.array(late, { minLength: 4, maxLength: 8 }),
      ([a, b, c, d], text, events, guesses) => {
        const rule = compiled({ e1: { a }, e2: { b }, l1: { late1: c }, l2: { late2: d }, condition: text })
        for (const event of events) {
          const could = rule.couldMatch(event)
          if (!could) ruledOut++
          if (guesses.some(guess => rule.matches({ ...event, ...guess }))) expect(could).toBe(true)
        }
      },
    ),
    { numRuns: 2_000 },
  )
  expect(ruledOut).toBeGreaterThan(200)
})

test('a rule without late fields could match exactly when it does', () => {
  fc.assert(
    fc.property(fc.tuple(wanted, wanted), early, ([a, b], event) => {
      const rule = compiled({ e1: { a }, e2: { b }, condition: 'e1 and not e2' })
      expect(rule.couldMatch(event)).toBe(rule.matches(event))
    }),
    { numRuns: 1_000 },
  )
})

test('what is left of a rule once some fields are known says the same of all events that share them', () => {
  let decided = 0
  fc.assert(
    fc.property(
      fc.tuple(wanted, wanted, wanted, wanted),
      condition,
      early,
      fc.array(value, { minLength: 3, maxLength: 6 }),
      ([a, b, c, d], text, example, others) => {
        const rule = compiled({ e1: { a }, e2: { b }, l1: { late1: c }, l2: { late2: d }, condition: text })
        const rest = rule.given(field => field === 'a', example)
        if (typeof rest === 'boolean') decided++
        for (const b of others) {
          const event = { a: example.a, b }
          expect(typeof rest === 'boolean' ? rest : rest(event)).toBe(rule.couldMatch(event))
        }
      },
    ),
    { numRuns: 2_000 },
  )
  expect(decided).toBeGreaterThan(200)
})

test('a late field that an event alone decides is tested at once', () => {
  const detection = { call: { a: 'x' }, known: { late1: 'y' }, condition: 'call and known' }
  const rule = compile(detection, { ...fields, isSettled: () => event => event.b === 'settled' })
  if (!rule.ok) throw new Error('not compiled')
  const { couldMatch, given } = rule.value
  expect(couldMatch({ a: 'x', b: 'settled', late1: 'z' })).toBe(false)
  expect(couldMatch({ a: 'x', b: 'settled', late1: 'y' })).toBe(true)
  expect(couldMatch({ a: 'x', b: 'open', late1: 'z' })).toBe(true)
  expect(given(() => true, { a: 'x', b: 'settled', late1: 'z' })).toBe(false)
  expect(given(() => true, { a: 'x', b: 'open', late1: 'z' })).toBe(true)
})
