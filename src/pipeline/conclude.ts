import { nameRolesInFull, principalsOf } from '#activity'
import { type CompiledDetection, type Judgement, judge, mergeDetectStates } from '#detect'
import { type Findings, toFindings } from '#findings'
import { emptyInventory, mergeInventories } from '#s3'
import type { ReaderState } from './log-reader.ts'

/** What all readers' states come to, taken together. */
export function conclude(
  compiled: readonly CompiledDetection[],
  states: readonly ReaderState[],
): Findings & { readonly judgement: Judgement } {
  const judgement = judge(compiled, states.map(state => state.detect).reduce(mergeDetectStates))
  const inventory = states.map(state => state.inventory).reduce(mergeInventories, emptyInventory())
  const nameInFull = nameRolesInFull(principalsOf(states.map(state => state.ledger)))
  return { judgement, ...toFindings(judgement, compiled, inventory, nameInFull) }
}
