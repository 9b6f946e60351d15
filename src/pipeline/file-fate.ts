import type { FileAccount } from '#formats'
import type { Issue } from '#primitives'
import type { FileProblem } from '#reports'
import type { TaskAccount } from './log-reader.ts'

/** What became of a file: `empty` is a log that was read and holds no record, as a trail delivers where nothing happened. */
export type FileFate = 'read' | 'empty' | 'failed' | 'skipped'

/** A file that opens is not read for that: something of it was used, or else it is a whole log without records. */
export function fateOfFile({ contents, failure }: Pick<TaskAccount, 'contents' | 'failure'>): FileFate {
  const fates = contents.map(fateOfContent)
  if (fates.includes('read')) return 'read'
  if (fates.includes('empty')) return 'empty'
  return failure !== undefined || fates.includes('failed') ? 'failed' : 'skipped'
}

export function fateOfContent(content: FileAccount): FileFate {
  // Neither log is ever delivered without a byte: such a file is a copy that did not come through.
  if (content.skipped) return content.skipped.code === 'empty' && content.bytes > 0 ? 'empty' : 'skipped'
  if (isUnopened(content)) return 'failed'
  return content.passed + content.notNeeded > 0 ? 'read' : 'skipped'
}

/** Whether an issue cost a record, or the whole content, or says of what was used that something is missing in it. */
export function kindOfIssue(content: FileAccount, { code }: Issue): FileProblem['kind'] {
  const fate = fateOfContent(content)
  if (fate === 'failed') return 'failed'
  if ((content.rejected[code] ?? 0) > 0) return 'issue'
  return fate === 'read' ? 'gap' : 'skipped'
}

/** Something in it may have been a log and could not be used; digests, Insights events and copies without a byte never are. */
export const isIncomplete = ({ skipped, issues, rejected }: FileAccount): boolean =>
  skipped?.code === 'not-a-log' ||
  skipped?.code === 'foreign-shape' ||
  issues.length > 0 ||
  Object.values(rejected).some(count => count > 0)

/** The operating system gave nothing of it, whether or not there is a log in it. */
const isUnopened = ({ bytes, issues }: FileAccount): boolean =>
  bytes === 0 && issues.some(({ code }) => code === 'not-readable' || code === 'not-found')
