import { decodeKey } from '../field-texts.ts'
import type { CorrelatedStep, Measure } from '../judgement.ts'
import type { CompiledCorrelation } from './compiled-correlation.ts'
import type { CorrelationDetectionState } from './correlation-detection-state.ts'
import { distinctLeaves, type Leaf } from './find-runs.ts'
import { eventOf, keptKind } from './kinds.ts'
import type { RunGroup } from './run-groups.ts'

/** Events, and callers, that a step names. */
const shown = 3

/** What a correlation found, step by step. */
export function measureOf(
  { nodes, steps }: CompiledCorrelation,
  { runs, leaves }: RunGroup,
  state: CorrelationDetectionState,
): Measure {
  const groupBy = nodes[0]?.correlation.groupBy ?? []
  const keys = runs.map(({ key }) => decodeKey(key))
  const told = new Set<unknown>()
  const found = steps.flatMap(({ node, member, document }) => {
    if (told.has(document)) return []
    told.add(document)
    const same = new Set(steps.filter(step => step.document === document).map(step => `${step.node} ${step.member}`))
    const own = leaves.filter(leaf => same.has(`${leaf.node} ${leaf.member}`))
    const name = nodes[node]?.members[member]?.name ?? document.title
    return own.length > 0 ? stepOf(name, document.title, own, state) : []
  })
  return {
    kind: 'correlation',
    by: groupBy.map((field, index) => ({ field, values: [...new Set(keys.flatMap(key => key[index] ?? []))] })),
    steps: found.sort((a, b) => a.first - b.first),
    value: Math.max(...runs.map(({ run }) => run.value)),
    approximate: leaves.some(({ weight }) => weight > 1),
  }
}

function stepOf(
  name: string,
  title: string,
  leaves: readonly Leaf[],
  { kinds }: CorrelationDetectionState,
): CorrelatedStep {
  // The same event may be a leaf of two correlations of a chain.
  const own = distinctLeaves(leaves.map(leaf => ({ ...leaf, node: 0, member: 0 })))
  const callers = new Set(own.flatMap(({ row }) => keptKind(kinds, row.kind)?.sample?.actor.principal ?? []))
  return {
    name,
    title,
    count: Math.round(own.reduce((sum, { weight }) => sum + weight, 0)),
    approximate: own.some(({ weight }) => weight > 1),
    first: own[0]?.row.time ?? 0,
    last: own.at(-1)?.row.time ?? 0,
    callers: [...callers].sort(),
    samples: own.flatMap(({ row }) => eventOf(row, kinds) ?? []).slice(0, shown),
  }
}
