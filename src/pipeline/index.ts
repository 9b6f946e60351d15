export { type ExplainedEvent, type Explanation, explain } from './explain.ts'
export { type Progress, type ScanRequest, scan } from './scan.ts'
export { scanRecords } from './scan-records.ts'
export type { Scope } from './scope.ts'
