import type { LogKind } from '#events'
import type { CompiledDetection } from './compile/compiled-detection.ts'

/** Whether a detection can match an event of this log, service and action at all. */
export const canMatch = (
  { admits, logs }: Pick<CompiledDetection, 'admits' | 'logs'>,
  log: LogKind,
  service: string,
  action: string,
): boolean => logs.includes(log) && admits[log]({ service, action })

/** The services whose CloudTrail records a detection can match, lower case; undefined when any. */
export function servicesOf({ rule }: CompiledDetection): ReadonlySet<string> | undefined {
  return rule.requiredValues('eventSource') ?? rule.requiredValues('event.service')
}
