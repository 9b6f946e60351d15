import { absurd, type Issue } from '#primitives'
import type { SigmaDocument } from '../document.ts'
import { placeOf } from '../parse/places.ts'
import { namesIn, readsOf } from '../reads.ts'
import type { Condition, SigmaDetection, SigmaFilter, SigmaMetadata, SigmaRule } from '../rule.ts'
import { type Check, type LintFinding, toFindings } from './check.ts'
import * as issues from './lint-issues.ts'
import { lintMetadata, misspeltKeys } from './lint-metadata.ts'
import { lintSearches } from './lint-searches.ts'
import { refusals } from './refusals.ts'
import { remarks } from './remarks.ts'

/** All that can be said of a document of Sigma, by its number. */
export const sigmaChecks: readonly Check[] = [...refusals, ...remarks]

/** What is allowed in a rule, but probably not meant, in the order of the checks. */
export const lintRule = (rule: SigmaRule): LintFinding[] => lintDocument({ kind: 'rule', rule })

/** The same for any document. */
export const lintDocument = (document: SigmaDocument): LintFinding[] => toFindings(remarksOn(document), sigmaChecks)

function remarksOn(document: SigmaDocument): Issue[] {
  switch (document.kind) {
    case 'rule': {
      const { rule } = document
      return [...misspeltKeys(rule), ...lintDetection(rule, rule.detection, 'detection'), ...lintMetadata(rule)]
    }
    case 'filter': {
      const { filter } = document
      return [...misspeltKeys(filter), ...lintDetection(filter, filter.detection, 'filter'), ...withoutNot(filter)]
    }
    case 'correlation':
      return [...misspeltKeys(document.correlation), ...lintMetadata(document.correlation)]
    default:
      return absurd(document)
  }
}

const lintDetection = (of: SigmaMetadata, detection: SigmaDetection, root: string): Issue[] => [
  ...unusedSearches(of, detection, root),
  ...lintSearches(detection),
  ...bracketsInNames(of, detection),
]

function unusedSearches(of: SigmaMetadata, { searches, conditions }: SigmaDetection, root: string): Issue[] {
  const used = new Set(conditions.flatMap(namesIn))
  return Object.keys(searches)
    .filter(name => !used.has(name))
    .map(name => issues.unusedSearch(placeOf(of, `${root}.${name}`), name))
}

/** A rule that says its version has decided what its brackets are. */
function bracketsInNames(of: SigmaMetadata, { searches }: SigmaDetection): Issue[] {
  if (Object.hasOwn(of.places, 'sigma-version')) return []
  return Object.values(searches)
    .flatMap(readsOf)
    .flatMap(({ fields, place }) =>
      fields
        .filter(field => /\[(any|all|all_or_empty|none|-?\d+)\]/.test(field))
        .map(field => issues.selectorWithoutVersion(place, field)),
    )
}

function withoutNot(filter: SigmaFilter): Issue[] {
  const hasNot = (condition: Condition): boolean =>
    condition.kind === 'not' || ('items' in condition && condition.items.some(hasNot))
  return filter.detection.conditions.some(hasNot) ? [] : [issues.filterWithoutNot(placeOf(filter, 'filter.condition'))]
}
