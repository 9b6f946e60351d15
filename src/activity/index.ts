export type { Access } from './access.ts'
export { type BucketCell, Ledger, type LedgerState, networksPerPrincipal } from './ledger.ts'
export { type NameInFull, nameRolesInFull } from './role-names.ts'
export { type ActivitySummary, type NamedPresence, type PrincipalSummary, principalsOf, summarise } from './summary.ts'
