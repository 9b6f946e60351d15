import type { Finding } from '#findings'

/**
 * `open`, then what a person says of it. `suppressed`: an allow entry covers it. `withdrawn`: what came later showed that
 * there was no ground for it.
 */
export const findingStatuses = ['open', 'acknowledged', 'resolved', 'suppressed', 'withdrawn'] as const

export type FindingStatus = (typeof findingStatuses)[number]

export interface FindingRecord {
  readonly finding: Finding
  readonly status: FindingStatus
  /** Epoch milliseconds of the program's clock: when it was first written, and last. */
  readonly recorded: number
  readonly changed: number
}

/** Of rows that {@link recordOf} reads. */
export const select = 'SELECT id, status, recorded, changed, revision, told, body FROM finding'

export const recordOf = (row: Readonly<Record<string, unknown>>): FindingRecord => ({
  finding: JSON.parse(String(row.body)) as Finding,
  status: row.status as FindingStatus,
  recorded: Number(row.recorded),
  changed: Number(row.changed),
})
