export { cloudTrailEvent, cloudTrailEventPaths } from './cloudtrail/to-event.ts'
export type { FileAccount, FormatLimits, FormatName } from './file-account.ts'
export { defaultFormatLimits, readContent } from './read-content.ts'
