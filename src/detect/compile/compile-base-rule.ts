import { isLateField, type LogKind, type Observation } from '#events'
import type { Issue } from '#primitives'
import { type CompiledRule, compileRule, placeOf, type SigmaRule } from '#sigma'
import { catalogue } from './field-binder.ts'
import * as issues from './issues.ts'

export interface BaseRule {
  readonly rule: CompiledRule<Observation>
  readonly logs: readonly LogKind[]
}

/** Binds a rule to the field catalogue; undefined when that is not possible. */
export function compileBaseRule(rule: SigmaRule, found: Issue[]): BaseRule | undefined {
  const compiled = compileRule(rule, catalogue)
  if (!compiled.ok) found.push(...compiled.issues)
  const logs = compileLogsource(rule, found)
  return compiled.ok ? { rule: compiled.value, logs } : undefined
}

/** What is compared with other events must be told of each event when it is seen. */
export const lateSearches = ({ rule, searches }: CompiledRule<Observation>): Issue[] =>
  Array.from(searches).flatMap(([name, { isLate, fields }]) => {
    const late = isLate ? fields.find(isLateField) : undefined
    return late === undefined ? [] : [issues.lateField(placeOf(rule, `detection.${name}`), late)]
  })

/** Sigma names CloudTrail; `s3_access_log` is ours. A rule without a service is about both logs. */
function compileLogsource(rule: SigmaRule, found: Issue[]): readonly LogKind[] {
  const service = rule.logsource.service?.toLowerCase()
  if (service === undefined) return ['cloudtrail', 's3-access-log']
  if (service === 'cloudtrail') return ['cloudtrail']
  if (service === 's3_access_log') return ['s3-access-log']
  found.push(issues.unsupportedLogsource(placeOf(rule, 'logsource.service'), service))
  return []
}
