import { compileDetections, type EventExplanation, explainEvent } from '#detect'
import type { ActivityEvent, KnowledgeSummary } from '#events'
import type { AllowUse, Finding, Incident } from '#findings'
import { ok, type Result } from '#primitives'
import type { DetectionStatus, RunAccount } from '#reports'
import { type ScanRequest, scanAndKnow } from './scan.ts'

/** Records that are named without being explained. */
const named = 10

export interface ExplainedEvent {
  readonly event: ActivityEvent
  readonly detections: readonly EventExplanation[]
  /** The findings that it is evidence of. */
  readonly findings: readonly Finding[]
}

/** What an id stands for in the logs: findings whose id begins with it, and events that have it. */
export interface Explanation {
  readonly findings: readonly Finding[]
  readonly incidents: readonly Incident[]
  /** All findings that are not hidden, for the incidents to name. */
  readonly all: readonly Finding[]
  /** What each allow entry hides, or hid until it expired. */
  readonly allow: readonly AllowUse[]
  readonly events: readonly ExplainedEvent[]
  /** Some of those that follow, to be named. */
  readonly others: readonly ActivityEvent[]
  /** All records that have the id. */
  readonly eventCount: number
  /** By detection, why it has not learnt, or did not judge everything, in these logs. */
  readonly remarks: ReadonlyMap<string, string>
  /** What the findings took for own and known. */
  readonly knowledge: KnowledgeSummary
  readonly account: RunAccount
}

/**
 * Scans again, reading every record in full, and looks for a finding or an event by its id.
 *
 * @param most records of an event's id that are explained.
 */
export async function explain(id: string, most: number, request: ScanRequest): Promise<Result<Explanation>> {
  const compiled = compileDetections(request.detections)
  if (!compiled.ok) return compiled
  const events: ActivityEvent[] = []
  const others: ActivityEvent[] = []
  let eventCount = 0
  const watch = (event: ActivityEvent): void => {
    if (event.id !== id) return
    eventCount += 1
    if (events.length < most) events.push(event)
    else if (others.length < named) others.push(event)
  }
  const scanned = await scanAndKnow({ ...request, reading: 'everything', watch })
  if (!scanned.ok) return scanned
  const { result, surroundings } = scanned.value
  const { findings: all, incidents, knowledge, account, detections, allow } = result
  const findings = [...all, ...allow.suppressed]
  const beginsWith = ({ id: own }: { id: string }): boolean => /^[0-9a-f]{4,16}$/.test(id) && own.startsWith(id)
  return ok({
    findings: findings.filter(beginsWith),
    incidents: incidents.filter(beginsWith),
    all,
    allow: allow.uses,
    remarks: new Map(detections.flatMap(remarkOn)),
    knowledge,
    account,
    others,
    eventCount,
    events: events.map(event => ({
      event,
      detections: explainEvent(compiled.value, event, surroundings),
      findings: findings.filter(({ evidence }) =>
        evidence.some(({ file, record }) => file === event.origin.file && record === event.origin.record),
      ),
    })),
  })
}

function remarkOn({ slug, state, note, limits }: DetectionStatus): [slug: string, remark: string][] {
  const remarks = [state === 'learning' ? note : undefined, limits].filter(remark => remark !== undefined)
  return remarks.length === 0 ? [] : [[slug, remarks.join('; ')]]
}
