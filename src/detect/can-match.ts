import type { LogKind } from '#events'
import type { CompiledDetection } from './compile/compiled-detection.ts'

const serviceFields: Record<LogKind, readonly string[]> = {
  cloudtrail: ['eventSource', 'event.service'],
  's3-access-log': ['event.service'],
}

const actionFields: Record<LogKind, readonly string[]> = {
  cloudtrail: ['eventName', 'event.action'],
  's3-access-log': ['operation', 'event.action'],
}

/** Whether a detection can match an event of this log, service and action at all. Letter case does not count. */
export function canMatch(compiled: CompiledDetection, log: LogKind, service: string, action: string): boolean {
  const admits = (fields: readonly string[], value: string): boolean =>
    fields.every(field => compiled.rule.requiredValues(field)?.has(value.toLowerCase()) ?? true)
  return compiled.logs.includes(log) && admits(serviceFields[log], service) && admits(actionFields[log], action)
}

/** The services whose CloudTrail records a detection can match, lower case; undefined when any. */
export function servicesOf(compiled: CompiledDetection): ReadonlySet<string> | undefined {
  for (const field of serviceFields.cloudtrail) {
    const values = compiled.rule.requiredValues(field)
    if (values) return values
  }
  return undefined
}
