import type { Issue } from '#primitives'
import type { OtherContents } from './cloudtrail/cloudtrail-reader.ts'
import type { FileAccount } from './file-account.ts'
import { type ForeignShape, foreignShapes } from './foreign-shapes.ts'

type SkipCode = 'digest' | 'insight' | 'empty' | 'not-a-log'

const sentences: Readonly<Record<SkipCode, readonly [message: string, expected: string]>> = {
  digest: ['This is a CloudTrail digest file: it signs log files and holds no events.', 'a log file'],
  insight: ['This file holds CloudTrail Insights events, which report unusual rates and no calls.', 'calls'],
  empty: ['This file holds no records.', 'records'],
  'not-a-log': [
    'This is neither a CloudTrail log nor an S3 server access log.',
    'CloudTrail records or S3 server access log lines',
  ],
}

/** Of a file in a shape that no longer holds what is needed: what it is, and what to give in its place. */
export const foreignIssue = (file: string, shape: ForeignShape): Issue => ({
  code: 'foreign-shape',
  message: foreignShapes[shape],
  at: { file },
  expected: sentences['not-a-log'][1],
  received: shape,
})

export function skipIssue(code: SkipCode, file: string, received: string): Issue {
  const [message, expected] = sentences[code]
  return { code, message, at: { file }, expected, received }
}

/** Why a file that was read is no log after all; empty if it is one. */
export function skipReason(account: FileAccount, others: OtherContents): Partial<FileAccount> {
  const { name, received } = account
  if (others.digests > 0 && received === 0) return { skipped: skipIssue('digest', name, 'a digest') }
  if (others.insights > 0 && others.insights === received) {
    return { skipped: skipIssue('insight', name, `${received} Insights events`) }
  }
  if (received === 0) return { skipped: skipIssue('empty', name, account.bytes === 0 ? 'no bytes' : 'no records') }
  const [first] = account.issues
  if (account.rejected['foreign-shape'] === received && first !== undefined) {
    const skipped = { ...first, at: { file: name } }
    return { format: 'unknown', skipped, received: 0, rejected: {}, issues: [] }
  }
  const strangers = account.rejected['not-a-cloudtrail-record'] ?? 0
  if (strangers < received) return {}
  // What is no record of a log was never received by one.
  const count = received === 1 ? 'one JSON value' : `${received} JSON values`
  const skipped = skipIssue(
    'not-a-log',
    name,
    `${count}, none of which is a record: ${account.issues[0]?.received ?? ''}`,
  )
  return { format: 'unknown', skipped, received: 0, rejected: {}, issues: [] }
}
