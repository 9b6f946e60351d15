export { compileRule } from './compile/compile-rule.ts'
export { compileSearch } from './compile/compile-search.ts'
export type { CompiledRule, CompiledSearch, Explanation, FieldResolver, Reason } from './compiled-rule.ts'
export type { SigmaCorrelation } from './correlation/correlation.ts'
export type { SigmaDocument } from './document.ts'
export { lintRule } from './lint-rule.ts'
export { parseSearch } from './parse/parse-search.ts'
export { parseSigma, parseSigmaDocuments } from './parse/parse-sigma.ts'
export { placeOf } from './parse/places.ts'
export type {
  Condition,
  FieldMatch,
  Logsource,
  Operator,
  PlaceIndex,
  Search,
  SigmaDetection,
  SigmaFilter,
  SigmaMetadata,
  SigmaRule,
  SigmaValue,
} from './rule.ts'
