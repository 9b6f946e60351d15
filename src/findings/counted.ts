import type { CompiledDetection, Measure } from '#detect'

/** What a measure counted instead of events: the period of a spike, the values of a correlation. */
export function countedBy(
  { judging }: CompiledDetection,
  measure: Measure,
): { readonly count: number; readonly approximate: boolean } | undefined {
  if (measure.kind === 'spike') return measure
  if (measure.kind !== 'correlation' || judging.kind !== 'correlation') return undefined
  const type = judging.correlation.nodes[0]?.correlation.type
  return type?.startsWith('value_') ? { count: measure.value, approximate: measure.approximate } : undefined
}
