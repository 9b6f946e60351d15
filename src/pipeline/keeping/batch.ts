import { principalsOf } from '#activity'
import type { DetectState } from '#detect'
import type { Finding } from '#findings'
import type { Inventory } from '#s3'
import type { ReaderState } from '../log-reader.ts'
import type { SourceProgress } from './source-progress.ts'

/** What some logs tell. */
export interface Learnt {
  readonly detect: DetectState
  readonly inventory: Inventory
  /** Every actor that was seen, by the name that the logs have for it. */
  readonly principals: readonly string[]
}

export const learntFrom = ({ detect, inventory, ledger }: ReaderState): Learnt => ({
  detect,
  inventory,
  principals: principalsOf([ledger]),
})

/** What came out of some files, and how far their sources have been read with them. */
export interface Batch {
  readonly states: readonly Learnt[]
  readonly progress: readonly SourceProgress[]
  /** Of the program's clock, epoch milliseconds. */
  readonly at: number
  /** Say of each detection what it could not judge yet. */
  readonly withRemarks?: boolean
  /**
   * What was found before, and may be judged otherwise by what is known now, is left for a batch that is not patient. The state
   * file remembers what is owed, so that any other process makes it good.
   */
  readonly isPatient?: boolean
}

export interface Kept {
  /**
   * The findings that the batch has to do with, whether or not it changed them, as they now are with their records; undefined
   * where there is no ground for one any more.
   */
  readonly touched: ReadonlyMap<string, Finding | undefined>
  /** By slug, why a detection could not judge everything yet, and which bounds were passed. */
  readonly learning: ReadonlyMap<string, string>
  readonly notes: ReadonlyMap<string, readonly string[]>
  /** Slugs of detections that changed since they were last run, so that their state begins anew. */
  readonly begunAnew: readonly string[]
  /** Something was left for a batch that is not patient. */
  readonly owes: boolean
}
