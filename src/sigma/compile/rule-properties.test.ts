import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import type { CompiledRule } from '../compiled-rule.ts'
import { parseSigma } from '../parse/parse-sigma.ts'
import type { SigmaRule } from '../rule.ts'
import { compileRule } from './compile-rule.ts'

type Event = Readonly<Record<string, unknown>>

const fieldNames = ['a', 'b', 'c'] as const
const words = ['x', 'y', 'XY', '5', ''] as const

const scalar = fc.constantFrom(...words, 5, true, null, undefined)
const fieldValue = fc.oneof(
  scalar,
  fc.constant({ k: 'x' }),
  fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
)
const anyEvent: fc.Arbitrary<Event> = fc.record(Object.fromEntries(fieldNames.map(name => [name, fieldValue])))

const ruleValue = fc.oneof(fc.constantFrom(...words, 5, true, null), fc.constantFrom('x*', '?', '*', 'x?'))
const word = fc.constantFrom(...words)
const words3 = fc.tuple(word, word, word)
const several = fc.uniqueArray(word, { minLength: 2, maxLength: 3 })
const comparison = (field: string): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof(
    {
      arbitrary: fc
        .oneof(ruleValue, fc.array(ruleValue, { minLength: 1, maxLength: 3 }))
        .map(value => ({ [field]: value })),
      weight: 4,
    },
    word.map(value => ({ [`${field}|contains`]: value })),
    several.map(values => ({ [`${field}|contains|all`]: values })),
    several.map(values => ({ [`${field}|all`]: values })),
    several.map(values => ({ [`${field}|cased`]: values })),
    fc.boolean().map(value => ({ [`${field}|exists`]: value })),
    fc.constantFrom('x', '^x', 'y$', '(?i)x').map(value => ({ [`${field}|re`]: value })),
    fc.constantFrom(4, 5).map(value => ({ [`${field}|gt`]: value })),
    fc.constantFrom(...fieldNames).map(other => ({ [`${field}|fieldref`]: other })),
  )
const map = fc
  .tuple(comparison('a'), fc.option(comparison('b')), fc.option(comparison('c')))
  .map(parts => Object.fromEntries(parts.flatMap(part => Object.entries(part ?? {}))))
const anySearch = fc.oneof(map, fc.array(map, { minLength: 1, maxLength: 3 }))
const anySearches = fc.record({ s1: anySearch, s2: anySearch, t: anySearch })

const { condition: anyCondition } = fc.letrec<{ condition: string }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('s1', 's2', 't', '1 of s*', 'all of s*', '1 of them', 'all of them'),
    tie('condition').map(inner => `not (${inner})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([l, op, r]) => `(${l}) ${op} (${r})`),
  ),
}))

/** One compiled rule for each condition, all over the same searches. */
function compileEach(searches: Record<string, unknown>, conditions: readonly string[]): CompiledRule<Event>[] {
  const { detection, ...rule } = parse(searches, conditions)
  return detection.conditions.map(condition =>
    compile({ ...rule, detection: { ...detection, conditions: [condition] } }),
  )
}

function parse(searches: Record<string, unknown>, conditions: readonly string[]): SigmaRule {
  // JSON is YAML.
  const rule = { title: 't', logsource: { product: 'aws' }, detection: { ...searches, condition: conditions } }
  const parsed = parseSigma(JSON.stringify(rule), 'rule.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const [first] = parsed.value
  if (first === undefined) throw new Error('no rule')
  return first
}

function compile(rule: SigmaRule): CompiledRule<Event> {
  const compiled = compileRule<Event>(rule, { resolve: name => event => event[name], suggest: () => undefined })
  if (!compiled.ok) throw new Error(compiled.issues.map(formatIssue).join('\n'))
  return compiled.value
}

/** Whether each condition holds for the event. */
const judge = (searches: Record<string, unknown>, event: Event, ...conditions: readonly string[]): boolean[] =>
  compileEach(searches, conditions).map(rule => rule.matches(event))

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(textsIn) : [String(value).toLowerCase()]

test('an explanation agrees with the match, is never empty, and holds as it is worded', () => {
  const conditions = fc.array(anyCondition, { minLength: 1, maxLength: 2 })
  fc.assert(
    fc.property(anySearches, conditions, anyEvent, (searches, texts, event) => {
      const rule = compile(parse(searches, texts))
      const { matched, reasons } = rule.explain(event)
      expect(matched).toBe(rule.matches(event))
      expect(reasons.length).toBeGreaterThan(0)
      expect(reasons.every(reason => reason.matched === matched && reason.expected.length > 0)).toBe(true)
    }),
    { numRuns: 1_500 },
  )
})

test('a rule only matches events that have one of its required values', () => {
  const value = fc.constantFrom('x', 'y', 'X', 'z', 5)
  const equality = fc
    .record({ a: fc.array(value, { minLength: 1, maxLength: 3 }), b: value, c: ruleValue }, { requiredKeys: [] })
    .filter(search => Object.keys(search).length > 0)
  const search = fc.oneof(equality, fc.array(equality, { minLength: 1, maxLength: 2 }))
  const searches = fc.record({ s1: search, s2: search, t: search })
  const anyHeld = fc.oneof(value, fc.array(value, { maxLength: 3 }))
  let checked = 0
  fc.assert(
    fc.property(
      searches,
      anyCondition,
      fc.array(fc.record({ a: anyHeld, b: anyHeld, c: anyHeld }), { minLength: 10 }),
      (s, c, events) => {
        const rule = compile(parse(s, [c]))
        for (const event of events.filter(rule.matches)) {
          for (const field of fieldNames) {
            const required = rule.requiredValues(field)
            if (required === undefined) continue
            checked++
            expect(textsIn(event[field]).some(held => required.has(held))).toBe(true)
          }
        }
      },
    ),
    { numRuns: 1_000 },
  )
  expect(checked).toBeGreaterThan(1_000)
})

test('conditions keep the laws of logic', () => {
  fc.assert(
    fc.property(anySearches, anyCondition, anyCondition, anyEvent, (searches, c, d, event) => {
      const [isC, isD, notC, notNotC, notBoth, oneNot, neither, bothNot] = judge(
        searches,
        event,
        c,
        d,
        `not (${c})`,
        `not not (${c})`,
        `not ((${c}) and (${d}))`,
        `not (${c}) or not (${d})`,
        `not ((${c}) or (${d}))`,
        `not (${c}) and not (${d})`,
      )
      expect(notC).toBe(!isC)
      expect(notNotC).toBe(isC)
      expect([notBoth, neither]).toEqual([oneNot, bothNot])
      expect(compile(parse(searches, [c, d])).matches(event)).toBe(isC === true || isD === true)
    }),
    { numRuns: 1_000 },
  )
})

test('quantifiers are short for chains, and `not` binds before `and`, `and` before `or`', () => {
  const pairs = [
    ['1 of s*', 's1 or s2'],
    ['all of s*', 's1 and s2'],
    ['1 of them', 's1 or s2 or t'],
    ['s1 or s2 and not t', 's1 or (s2 and (not t))'],
    ['not s1 and s2 or t', '((not s1) and s2) or t'],
    ['not all of s* or t', '(not (s1 and s2)) or t'],
  ]
  fc.assert(
    fc.property(anySearches, anyEvent, (searches, event) => {
      const short = judge(searches, event, ...pairs.map(([text = '']) => text))
      expect(short).toEqual(judge(searches, event, ...pairs.map(([, text = '']) => text)))
    }),
    { numRuns: 1_000 },
  )
})

test('a list of values is an alternative of searches, `all` a conjunction of them', () => {
  fc.assert(
    fc.property(words3, anyEvent, ([x, y, z], event) => {
      const searches = {
        any: { 'a|endswith': [x, y, z] },
        every: { 'a|endswith|all': [x, y, z] },
        s1: { 'a|endswith': x },
        s2: { 'a|endswith': y },
        s3: { 'a|endswith': z },
      }
      const [any, every, some, all] = judge(searches, event, 'any', 'every', '1 of s*', 'all of s*')
      expect([any, every]).toEqual([some, all])
    }),
    { numRuns: 1_000 },
  )
})
