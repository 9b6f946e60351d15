import { fieldOf } from './structured-record.ts'

const headBytes = 16 * 1024
const linesToTry = 10

/** Owner, bucket, time in brackets, and later an operation: a web server's log has neither before the bracket. */
const lineHead = /^\S+ +\S+ +\[[^\]]{8,40}\] +\S+ .{0,2000}?(?:REST|SOAP|WEBSITE|BATCH|S3)\.[A-Za-z]/

/** Names that tell the records of other logs, whatever else they have in common with an access log. */
const foreignNames =
  /^(?:eventName|eventSource|eventVersion|Records|logEvents|events|detail|Message|result|userIdentity)$/

/**
 * Whether content that starts with these bytes is an S3 server access log, and whether in lines or in structured
 * records.
 */
export function looksLikeAccessLog(head: Uint8Array): 'line' | 'json' | undefined {
  const text = new TextDecoder().decode(head.subarray(0, headBytes)).trimStart()
  if (text.startsWith('{') || text.startsWith('[')) return hasRecordNames(text) ? 'json' : undefined
  return text.split('\n', linesToTry).some(line => lineHead.test(line.trimStart())) ? 'line' : undefined
}

/** At least two names of fields, and no fewer of them than of others. */
function hasRecordNames(text: string): boolean {
  const names = new Set(Array.from(text.matchAll(/"([A-Za-z_][\w.-]{0,40})"\s{0,8}:/g), match => match[1] as string))
  const own = [...names].filter(name => !name.startsWith('p_')) // Panther's own, beside the log's
  if (own.some(name => foreignNames.test(name))) return false
  const known = own.filter(name => fieldOf(name) !== undefined)
  return known.length >= 2 && known.length * 2 >= own.length
}
