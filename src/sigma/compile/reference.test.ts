import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import type { CompiledRule, FieldResolver } from '../compiled-rule.ts'
import {
  anyEvent,
  anySearches,
  anyTree,
  eventFields,
  fieldNames,
  plainSearches,
  plainTree,
  ruleOf,
} from '../testing/random-rules.ts'
import { type Event, holds, type Tree, textsIn } from '../testing/reference.ts'
import { compilePlan } from './compile-plan.ts'
import { compileRule } from './compile-rule.ts'

function compile(
  searches: Readonly<Record<string, unknown>>,
  tree: Tree,
  fields: FieldResolver<Event> = eventFields,
): CompiledRule<Event> {
  const compiled = compileRule(ruleOf(searches, tree), fields)
  if (!compiled.ok) throw new Error(compiled.issues.map(formatIssue).join('\n'))
  return compiled.value
}

const events = fc.array(anyEvent, { minLength: 4, maxLength: 8 })

test('a compiled rule matches what a simple reading of it matches', () => {
  let matched = 0
  fc.assert(
    fc.property(anySearches, anyTree, events, (searches, tree, all) => {
      const rule = compile(searches, tree)
      for (const event of all) {
        const expected = holds(tree, searches, event)
        if (expected) matched++
        expect(rule.matches(event)).toBe(expected)
      }
    }),
    { numRuns: 1_500 },
  )
  expect(matched).toBeGreaterThan(1_500)
})

test('an explanation agrees with the match, and holds as it is worded', () => {
  fc.assert(
    fc.property(anySearches, anyTree, anyEvent, (searches, tree, event) => {
      const rule = compile(searches, tree)
      const { matched, reasons } = rule.explain(event)
      expect(matched).toBe(rule.matches(event))
      expect(reasons.length).toBeGreaterThan(0)
      expect(reasons.every(reason => reason.matched === matched && reason.expected.length > 0)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('a rule matches only events that have one of the values it needs in a field', () => {
  let needed = 0
  fc.assert(
    fc.property(plainSearches, fc.oneof(plainTree, anyTree), events, (searches, tree, all) => {
      const rule = compile(searches, tree)
      for (const field of fieldNames) {
        const required = rule.requiredValues(field)
        if (required === undefined) continue
        for (const event of all.filter(rule.matches)) {
          needed++
          const texts = textsIn(event[field]).map(text => text.toLowerCase())
          expect(texts.some(text => required.has(text))).toBe(true)
        }
      }
    }),
    { numRuns: 2_000 },
  )
  expect(needed).toBeGreaterThan(50)
})

test('planned matching is matching every event: a plan rules out nothing that matches', () => {
  let ruledOut = 0
  fc.assert(
    fc.property(anySearches, anyTree, fc.subarray([...fieldNames]), events, (searches, tree, known, all) => {
      const rule = ruleOf(searches, tree)
      const plan = compilePlan<Event>(rule, name =>
        known.some(field => field === name) ? event => event[name] : undefined,
      )
      for (const event of all) {
        if (!plan(event)) ruledOut++
        expect(holds(tree, searches, event) && !plan(event)).toBe(false)
      }
    }),
    { numRuns: 1_500 },
  )
  expect(ruledOut).toBeGreaterThan(1_000)
})
