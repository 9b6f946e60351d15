import { type Bin, compareBins } from './bins.ts'
import { IdentityRows } from './identity-rows.ts'
import type { LedgerState, PrincipalCell } from './ledger.ts'

export interface CountedBin extends Bin {
  count: number
  bytes: number
}

/**
 * Adds up the rows of all ledgers by bin. An event that several ledgers saw counts once, in the bin that is believed
 * most. `principal` of a bin is an index into `principals`.
 */
export function countBins(
  states: readonly LedgerState[],
  principals: readonly PrincipalCell[],
): { bins: readonly CountedBin[]; duplicates: number } {
  const indexes = new Map(principals.map((cell, index) => [cell.principal, index]))
  const bins: CountedBin[] = []
  const total = states.reduce((sum, state) => sum + state.rows.ids.length, 0)
  const rows = states.length > 1 ? new IdentityRows(Number.POSITIVE_INFINITY, total) : undefined
  let duplicates = 0
  for (const state of states) {
    const first = bins.length
    for (const bin of state.bins) {
      const name = state.principals[bin.principal]?.principal ?? ''
      bins.push({ ...bin, principal: indexes.get(name) ?? -1, count: 0, bytes: 0 })
    }
    addUnchecked(bins, first, state)
    const { ids, bins: binsOfRows, bytes } = state.rows
    for (let row = 0; row < ids.length; row++) {
      duplicates += addRow(first + (binsOfRows[row] ?? 0), ids[row] ?? 0, bytes[row] ?? 0)
    }
  }
  return { bins, duplicates }

  /** 1 when the same log told of the event before. */
  function addRow(index: number, identity: number, bytes: number): number {
    const bin = bins[index]
    if (!bin) return 0
    const found = rows?.find(identity) ?? -1
    if (!rows || found < 0) {
      rows?.add(identity, index, bytes)
      add(bin, 1, bytes)
      return 0
    }
    const other = bins[rows.bins[found] ?? -1]
    if (other && compareBins(bin, other, principals) < 0) {
      add(other, -1, -(rows.bytes[found] ?? 0))
      add(bin, 1, bytes)
      rows.bins[found] = index
      rows.bytes[found] = bytes
    }
    return other?.log === bin.log ? 1 : 0
  }
}

/** Events past a ledger's exact bound: counted, but not compared with one another. */
function addUnchecked(bins: readonly CountedBin[], first: number, state: LedgerState): void {
  for (const [index, { count, bytes }] of state.unchecked) {
    const bin = bins[first + index]
    if (bin) add(bin, count, bytes)
  }
}

function add(bin: CountedBin, count: number, bytes: number): void {
  bin.count += count
  bin.bytes += bytes
}
