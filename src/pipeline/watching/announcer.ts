import type { Result } from '#primitives'
import { ok } from '#primitives'
import type { FindingChange, FindingRecord, Store } from '#store'

export interface Announcement {
  readonly record: FindingRecord
  /** `open`: it stood before the program started. */
  readonly change: FindingChange | 'open'
}

/** Tells one change; resolves once the output has taken it. */
export type Tell = (announcement: Announcement) => Promise<void>

/** Changes that are told between two writes of what was told. */
const atOnce = 100

/**
 * Tells each change of a finding once: after it was told, the store is. A process that is killed in between tells its last
 * changes again when it starts; none is left untold.
 */
export class Announcer {
  readonly #store: Store
  readonly #tell: Tell

  constructor(store: Store, tell: Tell) {
    this.#store = store
    this.#tell = tell
  }

  /** Everything that stands open, and with it all changes that were left untold. */
  async tellStanding(): Promise<Result<void>> {
    const { findings } = this.#store
    const standing = this.#store.snapshot(() => {
      const changed = new Set(findings.untold(Number.MAX_SAFE_INTEGER).map(({ record }) => record.finding.id))
      return findings.list({ statuses: ['open'] }).filter(({ finding }) => !changed.has(finding.id))
    })
    if (!standing.ok) return standing
    for (const record of standing.value) await this.#tell({ record, change: 'open' })
    return this.tellChanges()
  }

  /**
   * @param among ids of the findings whose changes are told; all when absent. Of several processes each tells what came out of
   *   its own batches.
   */
  async tellChanges(among?: ReadonlySet<string>): Promise<Result<void>> {
    const { findings } = this.#store
    const untold = this.#store.snapshot(() =>
      findings
        .untold(Number.MAX_SAFE_INTEGER)
        .filter(({ record }) => among === undefined || among.has(record.finding.id)),
    )
    if (!untold.ok) return untold
    for (let at = 0; at < untold.value.length; at += atOnce) {
      const part = untold.value.slice(at, at + atOnce)
      for (const { record, change } of part) await this.#tell({ record, change })
      const told = this.#store.transaction(() => {
        for (const { record, revision } of part) findings.wasTold(record.finding.id, revision)
      })
      if (!told.ok) return told
    }
    return ok(undefined)
  }
}
