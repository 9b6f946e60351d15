export type { CompiledRule, Explanation, FieldResolver, Reason } from './compiled-rule.ts'
export type {
  Condition,
  FieldMatch,
  Logsource,
  Operator,
  PlaceIndex,
  Search,
  SigmaDetection,
  SigmaRule,
  SigmaValue,
} from './rule.ts'
