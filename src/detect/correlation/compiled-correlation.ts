import type { WindowTest } from '#baselines'
import type { LogKind, Observation, Outcome } from '#events'
import type { Duration } from '#primitives'
import type { CompiledRule, SigmaCorrelation, SigmaRule } from '#sigma'
import type { FieldReader } from '../compile/compiled-detection.ts'

/** A correlation bound to the field catalogue, with all rules and correlations below it. */
export interface CompiledCorrelation {
  /** The first is the detection itself; each other one is a member of one before it. */
  readonly nodes: readonly CorrelationNode[]
  readonly steps: readonly Step[]
}

export interface CorrelationNode {
  readonly correlation: SigmaCorrelation
  /** Correlations above it. */
  readonly depth: number
  readonly test: WindowTest
  readonly timespan: Duration
  /** In the order of its `rules`. */
  readonly members: readonly CorrelationMember[]
}

/** The number of the node that counts another one; -1 for the detection itself. */
export const nodeAbove = (nodes: readonly CorrelationNode[], index: number): number =>
  nodes.findIndex(({ members }) => members.some(({ node }) => node === index))

/** The timespans of a correlation and of all above it, together: so long do its events matter. */
export function timespanTo(nodes: CompiledCorrelation['nodes'], index: number): Duration {
  const above = nodeAbove(nodes, index)
  return (nodes[index]?.timespan ?? 0) + (above >= 0 ? timespanTo(nodes, above) : 0)
}

export interface CorrelationMember {
  /** As the correlation refers to it. */
  readonly name: string
  readonly title: string
  /** The number of the node, for a correlation. */
  readonly node?: number
}

/** A rule as a member of one correlation. */
export interface Step {
  readonly node: number
  /** Its number among the members of the node. */
  readonly member: number
  readonly document: SigmaRule
  readonly rule: Omit<CompiledRule<Observation>, 'rule'>
  readonly logs: readonly LogKind[]
  readonly outcomes: ReadonlySet<Outcome>
  /** What the correlation reads of its events; then the one above it, and so on. */
  readonly reads: readonly [CorrelationReads, ...CorrelationReads[]]
}

/** What one correlation asks of the events of one rule. */
export interface CorrelationReads {
  readonly groupBy: readonly FieldReader[]
  /** Fields whose values are compared; none for correlations that count events or rules. */
  readonly value: readonly FieldReader[]
  /** The values are numbers, not names. */
  readonly isNumber: boolean
}
