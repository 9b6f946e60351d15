import type { SigmaRule } from '../rule.ts'
import { bindDetection } from './bind-detection.ts'
import { FieldReader } from './field-reader.ts'

/**
 * Whether a rule could match an event of which only some fields are known: those that `known` has a reader for. Never
 * false for an event that the rule matches, whatever its other fields hold. The rule must be one that `compileRule`
 * accepts.
 */
export function compilePlan<K>(
  rule: SigmaRule,
  known: (field: string) => ((event: K) => unknown) | undefined,
): (event: K) => boolean {
  const reader = new FieldReader<K>(
    {
      resolve: field => known(field) ?? (() => undefined),
      suggest: () => undefined,
      isLate: field => known(field) === undefined,
      texts: () => [],
    },
    { areTextsLate: true },
  )
  return bindDetection(rule.detection, reader).predicate.couldMatch
}
