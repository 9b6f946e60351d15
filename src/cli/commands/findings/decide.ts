import { userInfo } from 'node:os'
import { escapeTerminal } from '#primitives'
import { alignColumns, shortenArns } from '#reports'
import { type Decided, decide, type FindingRecord, type Verdict } from '#store'
import { writeOut } from '../../terminal.ts'
import { findRecords } from './find-records.ts'
import { gained, type StateFileOptions, withState } from './state-file.ts'

export interface DecideOptions extends StateFileOptions {
  readonly reason?: string
  readonly by?: string
}

/** Writes down what a person says of some findings: of all of them, or, when an id is wrong, of none. */
export function decideFindings(starts: readonly string[], verdict: Verdict, options: DecideOptions): Promise<number> {
  return withState(options, async store => {
    const { by = user(), reason } = options
    const decided = gained(
      store.transaction(() => {
        const ids = findRecords(store, starts).map(({ finding }) => finding.id)
        return decide(store.findings, ids, verdict, { at: Date.now(), by, ...(reason !== undefined && { reason }) })
      }),
    )
    const [, ...lines] = alignColumns(
      [
        { title: '', align: 'left' },
        { title: '', align: 'left' },
        { title: '', align: 'left' },
      ],
      decided.map(one => [one.record.finding.id, outcomeOf(one, verdict, reason !== undefined), messageOf(one.record)]),
    )
    await writeOut(process.stdout, `${lines.join('\n')}\n`)
    return 0
  })
}

const messageOf = ({ finding }: FindingRecord): string => escapeTerminal(shortenArns(finding.message, finding.account))

function outcomeOf({ record, outcome }: Decided, verdict: Verdict, hasReason: boolean): string {
  if (outcome === 'changed') return `${record.status} -> ${verdict}`
  if (outcome === 'noted') return `${verdict} already; the reason is added to the history`
  if (outcome === 'already') return `${verdict} already${hasReason ? '; the reason is not kept' : ''}`
  return record.status === 'suppressed'
    ? 'left alone: an allow entry suppresses it'
    : 'left alone: withdrawn, there is no ground for it any more'
}

/** A container may run under a number that has no name. */
function user(): string {
  try {
    return userInfo().username
  } catch {
    return process.env['USER'] ?? `user ${process.getuid?.() ?? 'unknown'}`
  }
}
