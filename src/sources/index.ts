export { defaultSourceLimits } from './limits.ts'
export { type FoundFiles, listFiles } from './list-files.ts'
export type { LogFile, PlainContent, SourceLimits } from './log-file.ts'
export { openContents } from './open-contents.ts'
