import type { CompiledCorrelation } from '../correlation/compiled-correlation.ts'
import { decodeKey, encodeKey } from '../field-texts.ts'

/** Names the scope that a group of a correlation is kept and judged in. */
export type ScopeOfGroup = (node: number, group: string) => string

const whole = 'group'

/**
 * A correlation is judged group by group. One that counts others too, as long as each of these is grouped by all that it is grouped by
 * itself: then nothing that happens in one of its groups has to do with another. Else it is judged as a whole.
 */
export function scopeOfGroups({ nodes }: CompiledCorrelation): ScopeOfGroup {
  const [root, ...below] = nodes.map(({ correlation }) => correlation)
  if (root === undefined || below.length === 0) return (_, group) => `${whole} ${group}`
  const positions = below.map(({ groupBy }) => root.groupBy.map(field => groupBy.indexOf(field)))
  const isApart = root.groupBy.length > 0 && positions.flat().every(position => position >= 0)
  const hasAliases = [root, ...below].some(({ aliases }) => Object.keys(aliases).length > 0)
  if (!isApart || hasAliases) return () => whole
  return (node, group) => {
    const own = node === 0 ? undefined : positions[node - 1]
    if (own === undefined) return `${whole} ${group}`
    const values = decodeKey(group)
    return `${whole} ${encodeKey(own.map(position => values[position] ?? null))}`
  }
}

/** Whether its groups are judged by themselves. */
export const isJudgedByGroup = (correlation: CompiledCorrelation): boolean =>
  scopeOfGroups(correlation)(0, '') !== whole
