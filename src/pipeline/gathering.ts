import { Ledger, type LedgerState } from '#activity'
import type { ActivityEvent } from '#events'
import type { FileAccount } from '#formats'
import { emptyInventory, type Inventory, learn, learnAlike } from '#s3'
import { type Present, PresentNames } from './asked-for.ts'
import { concerns, type Scope, type Verdict } from './scope.ts'

/** What a reader gathers of events besides what detections see. */
export interface Gathered {
  readonly ledger: LedgerState
  readonly inventory: Inventory
  readonly observed: number
  readonly outOfScope: Readonly<Partial<Record<Verdict, number>>>
  readonly present: Present
}

/** Gathers who did what, what the logs tell about the environment, and what was left out. */
export class Gathering {
  readonly #scope: Scope
  readonly #ledger = new Ledger()
  readonly #inventory = emptyInventory()
  readonly #outOfScope: Partial<Record<Verdict, number>> = {}
  readonly #present: PresentNames
  observed = 0

  constructor(scope: Scope) {
    this.#scope = scope
    this.#present = new PresentNames(scope)
  }

  /** @param events that are alike (see `EventSink`), or one. */
  take(events: readonly ActivityEvent[], learnOnly: boolean): void {
    const [event] = events
    if (event === undefined) return
    this.observed += events.length
    learnAlike(this.#inventory, events)
    this.#present.note(events)
    if (isStorageActivity(event)) {
      if (concerns(this.#scope, [event.bucket])) this.#ledger.observe(events, learnOnly)
      else this.#ledger.noteLogOf(event)
    }
    if (event.log === 'cloudtrail' && event.category === 'management') this.#ledger.noteLog('cloudtrail.management')
  }

  leaveOut(event: ActivityEvent, verdict: Verdict): void {
    // What another account's logs tell about the environment is as true when only one account is asked for.
    if (verdict !== '--to') learn(this.#inventory, event)
    this.#present.note([event])
    if (isStorageActivity(event)) this.#ledger.noteLogOf(event)
    this.#outOfScope[verdict] = (this.#outOfScope[verdict] ?? 0) + 1
  }

  /** What was passed over tells which logs are there, too. */
  noted(account: FileAccount): FileAccount {
    if (account.holdsManagement) this.#ledger.noteLog('cloudtrail.management')
    return account
  }

  state(): Gathered {
    return {
      ledger: this.#ledger.state(),
      inventory: this.#inventory,
      observed: this.observed,
      outOfScope: this.#outOfScope,
      present: this.#present.state(),
    }
  }
}

const isStorageActivity = (event: ActivityEvent): boolean =>
  event.log === 's3-access-log' || event.service.startsWith('s3') || event.service === 'datasync.amazonaws.com'
