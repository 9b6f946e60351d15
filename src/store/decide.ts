import type { FindingRecord, FindingStatus } from './finding-record.ts'
import type { Act, FindingTable } from './findings.ts'

/** What a person may say of a finding. */
export type Verdict = Extract<FindingStatus, 'open' | 'acknowledged' | 'resolved'>

export interface Decided {
  /** As it was before. */
  readonly record: FindingRecord
  /**
   * `noted`: it was so already, and the reason stands in the history now.
   * `left-alone`: whether it is suppressed is for the allow entries to say, whether it has ground for the logs.
   */
  readonly outcome: 'changed' | 'already' | 'noted' | 'left-alone'
}

/** Writes down what a person says of some findings; ids that are not there are passed over. Within a transaction. */
export function decide(findings: FindingTable, ids: Iterable<string>, verdict: Verdict, act: Act): Decided[] {
  return [...new Set(ids)].flatMap((id): Decided[] => {
    const record = findings.get(id)
    if (record === undefined) return []
    if (record.status === 'suppressed' || record.status === 'withdrawn') return [{ record, outcome: 'left-alone' }]
    if (findings.setStatus(id, verdict, act)) return [{ record, outcome: 'changed' }]
    // That an open finding is open is no event of its history.
    if (act.reason === undefined || verdict === 'open') return [{ record, outcome: 'already' }]
    findings.note(id, verdict, act)
    return [{ record, outcome: 'noted' }]
  })
}
