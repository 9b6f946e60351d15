import type { Finding, Incident } from '#findings'
import type { FindingChange, FindingStatus, HistoryEntry } from '#store'

/** A finding of a state file with what became of it. */
export interface KeptFinding {
  readonly finding: Finding
  readonly status: FindingStatus
  /** The earliest first. */
  readonly history?: readonly HistoryEntry[]
  readonly incidents?: readonly Incident[]
  /** Why it is told; `open`: it stood before. */
  readonly change?: FindingChange | 'open'
}

/** With the schema docs/reference/finding.schema.json. */
export const keptFindingJson = ({ finding, status, change, history, incidents }: KeptFinding): object => ({
  ...finding,
  status,
  ...(change !== undefined && { change }),
  ...(history !== undefined && {
    history: history.map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry })),
  }),
  ...(incidents !== undefined && { incidents }),
})
