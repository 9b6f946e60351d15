import { looksLikeAccessLog } from '../../access-log/index.ts'

/** Whether a text may hold JSON objects. Java and SQL print theirs without quotes: `{bucketName=reports}`. */
export const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*(?:\[\s*)?\{(?!\s*[\w.:-]+=)/.test(text)

/** Base64 of the two bytes that gzip begins with and its only method. */
export const looksCompressed = (text: string): boolean => text.startsWith('H4sI')

/** Shorter than any line of an access log. */
const shortestLine = 100

/** Whether a text is a line of an S3 server access log, as CloudWatch Logs carries them. */
export const looksLikeLine = (text: string): boolean =>
  text.length > shortestLine && text.includes(' [') && looksLikeAccessLog(Buffer.from(text)) === 'line'
