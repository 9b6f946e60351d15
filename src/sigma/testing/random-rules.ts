import fc from 'fast-check'
import { formatIssue } from '#primitives'
import type { FieldResolver } from '../compiled-rule.ts'
import { parseSigma } from '../parse/parse-sigma.ts'
import type { SigmaRule } from '../rule.ts'
import { conditionText, type Event, type Tree, textsIn } from './reference.ts'

/* Rules and events that have little to say, so that they meet often. */

export const fieldNames = ['a', 'b', 'c'] as const

const words = ['x', 'y', 'XY', 'x-y', '5', '50', '', '\\', 'é*'] as const
const scalar = fc.constantFrom(...words, 5, 50, true, null, undefined)
const item = fc.record({ k: scalar, l: scalar })
const held = fc.oneof(
  scalar,
  item,
  fc.array(fc.oneof(scalar, item, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
)

export const anyEvent: fc.Arbitrary<Event> = fc.record({ a: held, b: held, c: held })

const wanted = fc.constantFrom(
  'x',
  'Y',
  'xy',
  '*',
  'x*',
  '?',
  '*y',
  'x?y',
  '\\*',
  '\\\\',
  'é\\*',
  '',
  '5',
  5,
  50,
  true,
  null,
)
const word = fc.constantFrom('x', 'Y', 'xy', 'x-', '5', '\\', '?', 'é')
const oneOrMore = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
const two = fc.uniqueArray(word, { minLength: 2, maxLength: 3 })

function comparison(field: string, others: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const entry = (modifiers: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> =>
    value.map(one => ({ [modifiers === '' ? field : `${field}|${modifiers}`]: one }))
  return fc.oneof(
    { arbitrary: entry('', oneOrMore(wanted)), weight: 4 },
    entry('neq', oneOrMore(wanted)),
    entry('cased', oneOrMore(word)),
    entry('contains', oneOrMore(word)),
    entry('startswith', oneOrMore(word)),
    entry('endswith|cased', oneOrMore(word)),
    entry('contains|all', two),
    entry('all', two),
    entry('exists', fc.boolean()),
    entry('re', oneOrMore(fc.constantFrom('x', '^x', 'y$', '^$', '[xy]+', 'x|5'))),
    entry('re|i', fc.constantFrom('X', '^xy$')),
    entry('gt', fc.constantFrom(4, 5)),
    entry('lte', oneOrMore(fc.constantFrom(5, 49))),
    entry('fieldref', fc.constantFrom(...others)),
  )
}

const map = fc
  .tuple(...fieldNames.map(field => fc.option(comparison(field, fieldNames))))
  .map(parts => Object.assign({}, ...parts.map(part => part ?? {})) as Record<string, unknown>)
  .filter(search => Object.keys(search).length > 0)
const elements = fc
  .tuple(fc.constantFrom(...fieldNames), fc.constantFrom('any', 'all', 'all_or_empty', 'none'))
  .chain(([field, quantifier]) =>
    fc.oneof(
      comparison('k', ['l']).map(block => ({ [`${field}[${quantifier}]`]: block })),
      word.map(value => ({ [`${field}[${quantifier}]|contains`]: value })),
    ),
  )
const keywords = fc.oneof(
  word,
  fc.array(word, { minLength: 1, maxLength: 2 }),
  two.map(all => ({ '|all': all })),
)

const anySearch: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: map, weight: 4 },
  fc.array(map, { minLength: 1, maxLength: 3 }),
  elements,
  keywords,
)
export const anySearches = fc.record({ s1: anySearch, s2: anySearch, t: anySearch })

/** Rules that mostly compare with plain values, which is what required values are made of, and match often. */
const plainMap = fc
  .record(
    { a: oneOrMore(fc.constantFrom('x', 'XY', '5', true)), b: oneOrMore(wanted), 'c|neq': fc.constantFrom('x', 'y') },
    { requiredKeys: ['a'] },
  )
  .map((search): Record<string, unknown> => search)
const plainSearch = fc.oneof(
  { arbitrary: plainMap, weight: 5 },
  fc.array(plainMap, { minLength: 1, maxLength: 2 }),
  map,
)
export const plainSearches = fc.record({ s1: plainSearch, s2: plainSearch, t: plainSearch })
export const plainTree: fc.Arbitrary<Tree> = fc.constantFrom<Tree>(
  { search: 's1' },
  { all: [{ search: 's1' }, { search: 's2' }] },
  { any: [{ search: 's1' }, { search: 's2' }] },
  { all: [{ search: 's1' }, { not: { search: 't' } }] },
  { not: { any: [{ not: { search: 's1' } }, { search: 't' }] } },
)

export const { tree: anyTree } = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('s1', 's2', 't').map(search => ({ search })),
    tie('tree').map(not => ({ not })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(all => ({ all })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(any => ({ any })),
  ),
}))

/** A rule of Sigma 3 with these searches. */
export function ruleOf(searches: Readonly<Record<string, unknown>>, tree: Tree): SigmaRule {
  const detection = { ...searches, condition: conditionText(tree) }
  // JSON is YAML.
  const text = JSON.stringify({ title: 't', 'sigma-version': 3, logsource: { product: 'aws' }, detection })
  const parsed = parseSigma(text, 'rule.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const [rule] = parsed.value
  if (rule === undefined) throw new Error('no rule')
  return rule
}

export const eventFields: FieldResolver<Event> = {
  resolve: name => event => event[name],
  suggest: () => undefined,
  texts: textsIn,
}
