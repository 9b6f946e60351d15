import { formatIssue, type Issue } from '#primitives'
import type { LogFile } from '../log-file.ts'
import { type Check, passed, warning } from './check.ts'

/**
 * What a scan would make of a file: a log of some format, a log without a record, what comes along with logs and holds no
 * calls, such as a digest, or something that cannot be used.
 */
export type Recognised =
  | { readonly kind: 'log'; readonly format: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'aside' | 'unusable'; readonly reason?: Issue }

/** Formats are a later stage, so it comes from outside. */
export type Recognise = (file: LogFile) => Promise<Recognised>

/** More files than these are not tried: who keeps logs among so much else names the wrong folder. */
const mostTried = 1_000

/** Looks for a log of which a scan could use something; fails where a scan of these files would. */
export async function findLog(files: readonly LogFile[], recognise: Recognise): Promise<Check> {
  const tried = files.slice(0, mostTried)
  const others: Recognised[] = []
  for (const file of tried) {
    const recognised = await recognise(file)
    if (recognised.kind === 'log') return passed('logs', `${file.name} is one (${recognised.format})`)
    others.push(recognised)
  }
  const isEmpty = others.some(({ kind }) => kind === 'empty') && others.every(({ kind }) => kind !== 'unusable')
  const some = tried.length < files.length ? `the first ${tried.length} files` : `${tried.length} files`
  if (isEmpty) {
    const detail =
      files.length === 1 ? 'the one log here holds no record' : `${some}, and no record in those of them that are logs`
    return warning(
      'logs',
      detail,
      'Nothing was called in their time, or others are missing: until one has come, nothing can be found.',
    )
  }
  const fix = [
    ...firstReason(others),
    'Name the folder that CloudTrail files or S3 server access logs are in; until one has come, nothing can be found.',
  ]
  return { name: 'logs', outcome: 'failed', detail: noneOf(files, some), fix: fix.join(' ') }
}

function noneOf(files: readonly LogFile[], some: string): string {
  if (files.length === 0) return 'there is no file here'
  return files.length === 1
    ? 'the one file here is no log, or nothing in it can be used'
    : `none of ${some} is a log of which something can be used`
}

function firstReason(others: readonly Recognised[]): string[] {
  const [first] = others.flatMap(one => ('reason' in one ? [one.reason] : []))
  return first === undefined ? [] : [formatIssue(first)]
}
