export type { FileAccount, FormatLimits, FormatName } from './file-account.ts'
