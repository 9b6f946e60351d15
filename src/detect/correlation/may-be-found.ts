import { type Amount, mayHold } from '#baselines'
import type { Duration } from '#primitives'
import type { CompiledCorrelation } from './compiled-correlation.ts'

/** How many events of a rule there are in a stretch of time, and what their values add up to. */
export interface Stretch extends Amount {
  readonly node: number
  /** The rule among the members of the node. */
  readonly member: number
  /** Since 1970, in lengths of a stretch. */
  readonly number: number
}

/**
 * Whether there can be any run among events of which it is only known how many there are. No group has more than all groups together.
 *
 * @param length of a stretch.
 */
export const mayBeFound = ({ nodes }: CompiledCorrelation, stretches: readonly Stretch[], length: Duration): boolean =>
  nodes.length > 0 && mayBeFoundAt(nodes, 0, stretches, length)

function mayBeFoundAt(
  nodes: CompiledCorrelation['nodes'],
  index: number,
  stretches: readonly Stretch[],
  length: Duration,
): boolean {
  const node = nodes[index]
  if (node === undefined) return false
  let below = 0
  for (const [member, { node: counted }] of node.members.entries()) {
    if (counted !== undefined && mayBeFoundAt(nodes, counted, stretches, length)) below |= 1 << member
  }
  const own = byNumber(stretches.filter(stretch => stretch.node === index))
  const reach = 1 + Math.floor(node.timespan / length)
  const presences = new Set(below === 0 ? [] : [below])
  // How often a correlation below is found is not known.
  const unknown = below === 0 ? 0 : Number.POSITIVE_INFINITY
  let most: Amount = { rows: unknown, sum: unknown }
  for (const first of own.keys()) {
    let present = below
    let [rows, sum] = [0, 0]
    for (const [number, stretch] of own) {
      if (number < first || number > first + reach) continue
      present |= stretch.present
      rows += stretch.rows
      sum += stretch.sum
    }
    presences.add(present)
    most = { rows: Math.max(most.rows, rows), sum: Math.max(most.sum, sum) }
  }
  return [...presences].some(present => mayHold(node.test, present, most))
}

/** All rules together. */
function byNumber(stretches: readonly Stretch[]): Map<number, Amount & { readonly present: number }> {
  const all = new Map<number, Amount & { readonly present: number }>()
  for (const { number, member, rows, sum } of stretches) {
    const one = all.get(number) ?? { present: 0, rows: 0, sum: 0 }
    all.set(number, { present: one.present | (1 << member), rows: one.rows + rows, sum: one.sum + sum })
  }
  return all
}
