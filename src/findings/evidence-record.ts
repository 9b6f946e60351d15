import type { ActivityEvent } from '#events'
import type { EvidenceRecord } from './finding.ts'
import { timeTextOrNull } from './time-text.ts'

export const evidenceRecord = ({ id, time, action, origin }: ActivityEvent): EvidenceRecord => ({
  eventId: id,
  time: timeTextOrNull(time),
  action,
  file: origin.file,
  record: origin.record,
})
