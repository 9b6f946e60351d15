export { cloudTrailEvent, cloudTrailEventPaths } from './cloudtrail/to-event.ts'
export type { FileAccount, FormatLimits, FormatName } from './file-account.ts'
