import { isObject, type JsonValue } from '#primitives'
import { createAccessLogReader, eventOfStructuredRecord } from '../access-log/index.ts'
import type { Collection } from './collection.ts'

/** Structured records of an access log, which CloudWatch Logs and Firehose deliver in the same envelopes; false if it is none. */
export function readStructuredRecord(shared: Collection, value: JsonValue): boolean {
  const { ledger, file, sink } = shared
  const event = isObject(value) ? eventOfStructuredRecord(value, { file, record: ledger.received + 1 }) : undefined
  if (!event) return false
  shared.accessLogs++
  ledger.received++
  ledger.passed++
  sink(event)
  return true
}

/** A line of an access log that came in an envelope. */
export function readLine(shared: Collection, line: string, offset: number): void {
  const { ledger, file, limits, sink } = shared
  const origin = { file, record: ledger.received + 1 }
  const reader = createAccessLogReader(file, limits, (event, alike) => sink({ ...event, origin }, alike))
  reader.push(Buffer.from(line))
  reader.end()
  const account = reader.account()
  shared.accessLogs += account.received
  ledger.add({ ...account, issues: account.issues.map(issue => ({ ...issue, at: { ...origin, offset } })) })
}
