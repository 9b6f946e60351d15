import { isObject, type JsonObject } from '#primitives'
import { textsOf } from '../texts.ts'

/** One key of one operator of a `Condition`: all of them must hold, each by any of its values. */
export interface Condition {
  /** Without `ForAnyValue:` and `IfExists`, lower case: `stringequals`. */
  readonly operator: string
  /** As written. */
  readonly operatorText: string
  /** It also holds for a request that lacks the key (`...IfExists`, `ForAllValues:`). */
  readonly holdsWithoutKey: boolean
  /** Lower case: keys have none. */
  readonly key: string
  /** As written. */
  readonly keyText: string
  readonly values: readonly string[]
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function readConditions(block: JsonObject | undefined): readonly Condition[] {
  return Object.entries(block ?? {}).flatMap(([operatorText, keys]) => {
    if (!isObject(keys)) return []
    const lower = operatorText.trim().toLowerCase()
    const operator = lower.replace(/^for(?:any|all)values?:/, '').replace(/ifexists$/, '')
    const holdsWithoutKey = lower.endsWith('ifexists') || lower.startsWith('forallvalue')
    return Object.entries(keys).map(([keyText, value]) => ({
      operator,
      operatorText,
      holdsWithoutKey,
      key: keyText.trim().toLowerCase(),
      keyText,
      values: textsOf(value),
    }))
  })
}
