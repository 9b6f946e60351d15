/**
 * What a key, or the beginning of one that ends in a slash, tells of the logs behind it. CloudTrail writes
 * `[prefix/]AWSLogs/[o-organization/]account/CloudTrail/region/YYYY/MM/DD/name`
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html), S3 access logging
 * `[prefix]YYYY-MM-DD-hh-mm-ss-unique` or `[prefix]account/region/bucket/YYYY/MM/DD/YYYY-MM-DD-hh-mm-ss-unique`
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html).
 */
export interface KeyParts {
  readonly account?: string
  /** The folder of a log below the account: `CloudTrail`, `CloudTrail-Digest`, `Config`. */
  readonly log?: string
  readonly region?: string
  /** What stands before the date: the same for all days of one log. */
  readonly base?: string
  /** `2026/11/24` or `2026-11-24` as it stands there, or its beginning. */
  readonly date?: string
  readonly separator?: '/' | '-'
}

const account = /^\d{12}$/
const region = /^[a-z]{2,3}(?:-[a-z]+){1,3}-\d$/
const dated = /^\d{4}$/
const flatName = /^(.*?)(\d{4}-\d{2}-\d{2})-\d{2}-\d{2}-\d{2}-[0-9A-F]{16}$/s

export function keyParts(key: string): KeyParts {
  const folders = key.split('/').slice(0, -1)
  const at = folders.findIndex(folder => account.test(folder))
  const found = at < 0 ? datedAnywhere(folders) : belowAccount(folders, at)
  return found.date === undefined ? { ...found, ...datedName(key) } : found
}

function belowAccount(folders: readonly string[], at: number): KeyParts {
  const [id = '', first, second] = folders.slice(at)
  if (first === undefined) return { account: id }
  const ofAccessLog = region.test(first)
  const known = ofAccessLog ? { account: id, region: first } : { account: id, log: first }
  if (second === undefined) return known
  if (!ofAccessLog && !region.test(second)) return known
  return { ...known, ...(!ofAccessLog && { region: second }), ...dateAfter(folders, at + 3) }
}

function datedAnywhere(folders: readonly string[]): KeyParts {
  const at = folders.findIndex(
    (folder, index) =>
      dated.test(folder) && /^\d{2}$/.test(folders[index + 1] ?? '') && /^\d{2}$/.test(folders[index + 2] ?? ''),
  )
  return at < 0 ? {} : dateAfter(folders, at)
}

function dateAfter(folders: readonly string[], at: number): KeyParts {
  const base = folders
    .slice(0, at)
    .map(folder => `${folder}/`)
    .join('')
  const [year = '', month = '', day = ''] = folders.slice(at)
  if (!dated.test(year)) return { base }
  const date = [year, month, day].slice(0, /^\d{2}$/.test(month) ? (/^\d{2}$/.test(day) ? 3 : 2) : 1).join('/')
  return { base, date, separator: '/' }
}

function datedName(key: string): KeyParts {
  const start = key.lastIndexOf('/') + 1
  const match = flatName.exec(key.slice(start))
  if (!match) return {}
  return { base: key.slice(0, start) + (match[1] as string), date: match[2] as string, separator: '-' }
}
