import type { SigmaCorrelation } from './correlation/correlation.ts'
import type { SigmaFilter, SigmaRule } from './rule.ts'

/** One YAML document of a file of Sigma: what it is tells which of the keys `detection`, `correlation`, `filter` it has. */
export type SigmaDocument =
  | { readonly kind: 'rule'; readonly rule: SigmaRule }
  | { readonly kind: 'correlation'; readonly correlation: SigmaCorrelation }
  | { readonly kind: 'filter'; readonly filter: SigmaFilter }
