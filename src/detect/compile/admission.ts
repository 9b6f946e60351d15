import type { LogKind } from '#events'
import { compilePlan, type SigmaRule } from '#sigma'
import type { Call, CompiledDetection } from './compiled-detection.ts'

type Reader = (call: Call) => string

const service: Reader = call => call.service
const action: Reader = call => call.action

/** The fields that tell the call of a record. */
const known: Readonly<Record<LogKind, Readonly<Record<string, Reader>>>> = {
  cloudtrail: { eventSource: service, 'event.service': service, eventName: action, 'event.action': action },
  's3-access-log': { 'event.service': service, operation: action, 'event.action': action },
}

/** Which calls any of some rules can match at all, for each log. */
export const compileAdmission = (...rules: readonly SigmaRule[]): CompiledDetection['admits'] => ({
  cloudtrail: admissionOf(rules, 'cloudtrail'),
  's3-access-log': admissionOf(rules, 's3-access-log'),
})

function admissionOf(rules: readonly SigmaRule[], log: LogKind): (call: Call) => boolean {
  const readers = known[log]
  const plans = rules.map(rule =>
    compilePlan<Call>(rule, field => (Object.hasOwn(readers, field) ? readers[field] : undefined)),
  )
  // A record that does not say whose call it is may be anybody's.
  return call => call.service === '' || call.action === '' || plans.some(could => could(call))
}
