export type { LogFile, PlainContent, SourceLimits } from './log-file.ts'
