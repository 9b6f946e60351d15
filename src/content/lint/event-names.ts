import { neverWritten } from '#events'

/** Names that another service does write, so that only a rule for S3 can be wrong about them. */
const ofOthers: ReadonlySet<string> = new Set(['putlifecycleconfiguration', 'putreplicationconfiguration'])

const byName = new Map([...neverWritten].map(([name, written]) => [name.toLowerCase(), written]))

/** What CloudTrail writes for a call of S3 that a rule names otherwise; undefined for a name that may well occur. */
export function writtenName(name: string, isForS3: boolean): string | undefined {
  const lower = name.toLowerCase()
  return !isForS3 && ofOthers.has(lower) ? undefined : byName.get(lower)
}
