import { absurd, closest, type Issue, isNonEmpty, ok, type Result } from '#primitives'
import * as issues from './issues.ts'
import { placeOf } from './parse/places.ts'
import type { Condition, Logsource, Search, SigmaFilter, SigmaRule } from './rule.ts'

/** The names by which a filter may call a rule. */
export type NamesOf = (rule: SigmaRule) => readonly string[]

const idAndName: NamesOf = ({ id, name }) => [id, name].filter(text => text !== undefined)

/**
 * The rules, each narrowed by the filters that name it: it matches what it matched before and what meets the filter's
 * condition as well, as in pySigma. An exclusion is a condition with `not`. Fails for a filter that names a rule that is
 * not among the rules.
 */
export function applyFilters(
  rules: readonly SigmaRule[],
  filters: readonly SigmaFilter[],
  namesOf: NamesOf = idAndName,
): Result<readonly SigmaRule[]> {
  const known = new Set(rules.flatMap(namesOf))
  const found = filters.flatMap(filter => unknownNames(filter, known))
  if (isNonEmpty(found)) return { ok: false, issues: found }
  return ok(
    rules.map(rule => {
      const narrowing = filters.filter(filter => isAbout(filter, rule, namesOf))
      return narrowing.reduce(narrow, rule)
    }),
  )
}

function unknownNames(filter: SigmaFilter, known: ReadonlySet<string>): Issue[] {
  if (filter.rules === 'any') return []
  return filter.rules.flatMap((name, index) =>
    known.has(name) ? [] : issues.unknownFiltered(placeOf(filter, `filter.rules.${index}`), name, closest(name, known)),
  )
}

function isAbout(filter: SigmaFilter, rule: SigmaRule, namesOf: NamesOf): boolean {
  if (!isWithin(rule.logsource, filter.logsource)) return false
  return filter.rules === 'any' || namesOf(rule).some(name => filter.rules.includes(name))
}

/** A filter for a product is about the rules of all of its services, one for a service not about those of the product. */
const isWithin = (inner: Logsource, outer: Logsource): boolean =>
  (['product', 'service', 'category'] as const).every(
    key => outer[key] === undefined || outer[key].toLowerCase() === inner[key]?.toLowerCase(),
  )

/** The filter's searches come under names that no rule can give, so that they cannot be taken for the rule's own. */
function narrow(rule: SigmaRule, filter: SigmaFilter, index: number): SigmaRule {
  const rename = (name: string): string => `filter ${index + 1}: ${name}`
  const { searches, conditions } = filter.detection
  const kept: Condition = { kind: 'or', items: conditions.map(condition => renamed(condition, rename)) }
  const added = Object.entries(searches).map(([name, search]): [string, Search] => [rename(name), search])
  return {
    ...rule,
    detection: {
      searches: { ...rule.detection.searches, ...Object.fromEntries(added) },
      conditions: rule.detection.conditions.map(condition => ({ kind: 'and', items: [condition, kept] })),
    },
  }
}

function renamed(condition: Condition, rename: (name: string) => string): Condition {
  switch (condition.kind) {
    case 'search':
      return { kind: 'search', name: rename(condition.name) }
    case 'quantified':
      return { ...condition, names: condition.names.map(rename) }
    case 'not':
      return { kind: 'not', item: renamed(condition.item, rename) }
    case 'and':
    case 'or':
      return { kind: condition.kind, items: condition.items.map(item => renamed(item, rename)) }
    default:
      return absurd(condition)
  }
}
