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
    const untold = this.#store.findings.untold(Number.MAX_SAFE_INTEGER)
    const changed = new Set(untold.map(({ record }) => record.finding.id))
    for (const record of this.#store.findings.list({ statuses: ['open'] })) {
      if (!changed.has(record.finding.id)) await this.#tell({ record, change: 'open' })
    }
    return this.tellChanges()
  }

  /**
   * @param among ids of the findings whose changes are told; all when absent. Of several processes each tells what came out of
   *   its own batches.
   */
  async tellChanges(among?: ReadonlySet<string>): Promise<Result<void>> {
    const { findings } = this.#store
    const untold = findings
      .untold(Number.MAX_SAFE_INTEGER)
      .filter(({ record }) => among === undefined || among.has(record.finding.id))
    for (let at = 0; at < untold.length; at += atOnce) {
      const part = untold.slice(at, at + atOnce)
      for (const { record, change } of part) {
        const isSeen = change === 'withdrawn' ? record.wasTold : record.status !== 'suppressed'
        if (isSeen) await this.#tell({ record, change })
      }
      const told = this.#store.transaction(() => {
        for (const { record, revision } of part) findings.wasTold(record.finding.id, revision)
      })
      if (!told.ok) return told
    }
    return ok(undefined)
  }
}
