import { compileDetections, type EventExplanation, explainEvent } from '#detect'
import type { ActivityEvent, KnowledgeSummary } from '#events'
import type { Finding, Incident } from '#findings'
import { ok, type Result } from '#primitives'
import { type ScanRequest, scanAndKnow } from './scan.ts'

/** Enough records of one id to show that they differ, and not more. */
const shownEvents = 10

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
  /** All findings, for the incidents to name. */
  readonly all: readonly Finding[]
  readonly events: readonly ExplainedEvent[]
  /** What the findings took for own and known. */
  readonly knowledge: KnowledgeSummary
}

/** Scans again, reading every record in full, and looks for a finding or an event by its id. */
export async function explain(id: string, request: ScanRequest): Promise<Result<Explanation>> {
  const compiled = compileDetections(request.detections)
  if (!compiled.ok) return compiled
  const events: ActivityEvent[] = []
  const watch = (event: ActivityEvent): void => {
    if (event.id === id && events.length < shownEvents) events.push(event)
  }
  const scanned = await scanAndKnow({ ...request, reading: 'everything', watch })
  if (!scanned.ok) return scanned
  const { result, surroundings } = scanned.value
  const { findings, incidents, knowledge } = result
  const beginsWith = ({ id: own }: { id: string }): boolean => /^[0-9a-f]{4,16}$/.test(id) && own.startsWith(id)
  return ok({
    findings: findings.filter(beginsWith),
    incidents: incidents.filter(beginsWith),
    all: findings,
    knowledge,
    events: events.map(event => ({
      event,
      detections: explainEvent(compiled.value, event, surroundings),
      findings: findings.filter(({ evidence }) =>
        evidence.some(({ file, record }) => file === event.origin.file && record === event.origin.record),
      ),
    })),
  })
}
