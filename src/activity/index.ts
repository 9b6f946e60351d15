export { type Access, accessOf } from './access.ts'
export { type BucketCell, Ledger, type LedgerState } from './ledger.ts'
export { type ActivitySummary, type NamedPresence, type PrincipalSummary, summarise } from './summary.ts'
