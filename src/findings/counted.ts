import type { Measure } from '#detect'

/** What a measure counted instead of events: the period of a spike, the values of a correlation. */
export function countedBy(measure: Measure): { readonly count: number; readonly approximate: boolean } | undefined {
  if (measure.kind === 'spike') return measure
  if (measure.kind !== 'correlation' || measure.counts !== 'values') return undefined
  return { count: measure.value, approximate: measure.approximate }
}
