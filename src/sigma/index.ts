export { applyFilters } from './apply-filters.ts'
export { anyRule } from './compile/any-rule.ts'
export { compilePlan } from './compile/compile-plan.ts'
export { compileRule } from './compile/compile-rule.ts'
export { compileSearch } from './compile/compile-search.ts'
export { requiredValues } from './compile/required-values.ts'
export type {
  CompiledRule,
  CompiledSearch,
  Explanation,
  FieldResolver,
  Reason,
  ReasonOperator,
} from './compiled-rule.ts'
export type {
  Comparison,
  CorrelationCondition,
  CorrelationType,
  SigmaCorrelation,
} from './correlation/correlation.ts'
export type { SigmaDocument } from './document.ts'
export { type Check, type CheckRow, checksOf, type LintFinding, type Severity, toFindings } from './lint/check.ts'
export { lintDocument, lintRule, sigmaChecks } from './lint/lint-rule.ts'
export { parseSearch } from './parse/parse-search.ts'
export { parseRule, parseSigma, parseSigmaDocuments, type RuleOptions } from './parse/parse-sigma.ts'
export { placeOf } from './parse/places.ts'
export type { ParseOptions } from './parse/search-context.ts'
export { matchesOf } from './reads.ts'
export type {
  Condition,
  ElementsMatch,
  FieldMatch,
  KeywordMatch,
  Logsource,
  Operator,
  PlaceIndex,
  Quantifier,
  Search,
  SigmaDetection,
  SigmaFilter,
  SigmaMetadata,
  SigmaRule,
  SigmaValue,
  Step,
  TimePart,
} from './rule.ts'
export type { Placeholders } from './values/placeholders.ts'
