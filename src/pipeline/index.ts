export { createLogReader, type LogReader, type ReaderSetup, type ReaderState, type ReadTask } from './log-reader.ts'
export { type Progress, type ScanRequest, scan } from './scan.ts'
export { everything, type Scope } from './scope.ts'
