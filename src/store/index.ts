export type { AllowCount } from './allow-entries.ts'
export { type Decided, decide, type Verdict } from './decide.ts'
export type { HistoryAction, HistoryEntry } from './finding-history.ts'
export {
  type Act,
  type FindingChange,
  type FindingFilter,
  type FindingRecord,
  type FindingStatus,
  findingStatuses,
} from './findings.ts'
export type { StoredMark, StoredProblem } from './sources.ts'
export { defaultStateFile } from './state-file.ts'
export type { StoredRow, StoredUnit } from './states.ts'
export { Store } from './store.ts'
