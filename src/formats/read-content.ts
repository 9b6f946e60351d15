import type { EventSink, ReadingPlan } from '#events'
import { absurd, type Issue } from '#primitives'
import type { PlainContent } from '#sources'
import { createAccessLogReader } from './access-log/index.ts'
import {
  type CloudTrailReader,
  type CloudTrailTask,
  createCloudTrailReader,
  createCsvReader,
  type OtherContents,
} from './cloudtrail/cloudtrail-reader.ts'
import { decodeUtf16, isUtf16 } from './decode-utf16.ts'
import type { FileAccount, FormatLimits } from './file-account.ts'
import { type Head, readHead, readPastLine } from './read-head.ts'
import type { RecordReader } from './record-reader.ts'
import { foreignIssue, skipIssue, skipReason } from './skip-reason.ts'
import { type Readable, type Sniffed, sniff } from './sniff.ts'

/** No real record comes near: CloudTrail's records have 256 KiB at most, or 1 MiB where a trail is told so. */
export const defaultFormatLimits: FormatLimits = {
  // By powers of 1000, as the setting counts.
  maxRecordBytes: 16_000_000,
  maxNesting: 128,
  maxIssues: 20,
}

/**
 * Reads the events of one file, of whatever format it is, as far as the plan asks for them. Never fails for what the content
 * holds: everything that could not be read is in the account. Events come in the order of the file.
 *
 * Of a CloudTrail record that the plan does not need, strings and brackets are followed and no more is checked: it counts as not
 * needed even if JSON.parse would refuse it. A record that is needed is refused exactly when JSON.parse refuses it.
 *
 * @param mayGrow the content may be in the middle of being written: a last line without its end is left for later.
 */
export async function readContent(
  content: PlainContent,
  plan: ReadingPlan,
  limits: FormatLimits,
  sink: EventSink,
  mayGrow = false,
): Promise<FileAccount> {
  const { head, sniffed } = await recognise(await openHead(content), limits)
  if (sniffed.kind === 'skip') return skipUnread(content, head, skipIssue(sniffed.code, content.name, sniffed.received))
  if (sniffed.kind === 'foreign') return skipUnread(content, head, foreignIssue(content.name, sniffed.shape))
  const reader = readerFor(sniffed, { file: content.name, plan, limits, sink }, mayGrow)
  let bytes = 0
  for await (const chunk of head.chunks) {
    bytes += chunk.length
    reader.push(chunk)
  }
  reader.end()
  const account = { name: content.name, bytes, ...reader.account() }
  const broken = content.issue()
  if (broken) return withCause(account, broken, limits)
  return { ...account, ...skipReason(account, 'others' in reader ? reader.others() : noOthers) }
}

const noOthers: OtherContents = { insights: 0, digests: 0 }

function readerFor(sniffed: Readable, task: CloudTrailTask, mayGrow: boolean): RecordReader | CloudTrailReader {
  switch (sniffed.kind) {
    case 'cloudtrail':
      return createCloudTrailReader(task)
    case 'csv':
      return createCsvReader(task, sniffed.column)
    case 'access-log':
      return createAccessLogReader(task.file, task.limits, task.sink, mayGrow)
    default:
      return absurd(sniffed)
  }
}

async function openHead(content: PlainContent): Promise<Head> {
  const head = await readHead(content.chunks)
  return isUtf16(head.bytes) ? readHead(decodeUtf16(head.chunks)) : head
}

/** One line may be broken, or of something else, and long: the lines behind it tell as well. */
async function recognise(head: Head, limits: FormatLimits): Promise<{ head: Head; sniffed: Sniffed }> {
  const sniffed = sniff(head.bytes)
  const isLongLine = head.bytes.length >= longLine && !head.bytes.subarray(0, longLine).includes('\n')
  if (sniffed.kind !== 'skip' || !isLongLine || head.bytes.includes(0)) return { head, sniffed }
  const further = await readPastLine(head, limits.maxRecordBytes)
  const behind = sniff(further.behind)
  const isLog = further.behind.length > 0 && (behind.kind === 'access-log' || behind.kind === 'cloudtrail')
  return { head: further, sniffed: isLog ? behind : sniffed }
}

/** Of a longer first line the others are not seen when a format is told. */
const longLine = 4096

/** The rest is not read: it may be anything, and long. */
async function skipUnread(content: PlainContent, head: Head, skipped: Issue): Promise<FileAccount> {
  await head.close()
  const broken = content.issue()
  return {
    name: content.name,
    format: 'unknown',
    layout: '',
    bytes: head.bytes.length,
    received: 0,
    passed: 0,
    notNeeded: 0,
    rejected: {},
    skipped,
    issues: broken ? [broken] : [],
  }
}

/** What cut the content short comes first: it explains the rest. */
function withCause(account: FileAccount, broken: Issue, limits: FormatLimits): FileAccount {
  const others = account.issues.filter(issue => issue.code !== 'truncated-file')
  return { ...account, issues: [broken, ...others].slice(0, Math.max(1, limits.maxIssues)) }
}
