import { type Finding, reviewAllow } from '#findings'
import { allowEntryId } from '#pipeline'
import { escapeTerminal, formatPlace, jsonText } from '#primitives'
import { formatAmount } from '#reports'
import { type AllowCount, findingStatuses } from '#store'
import { exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { writeOut } from '../../terminal.ts'
import { gained, withState } from '../findings/state-file.ts'
import { entryJson } from './entry-json.ts'
import { readFindings } from './read-findings.ts'

export interface CheckOptions extends ConfigOptions {
  readonly findings?: string
  /** A state file, whose findings and counts are looked at instead. */
  readonly state?: string
  readonly within?: number
  readonly format?: 'table' | 'json'
}

const month = 30 * 86_400_000

/** Says what is wrong with allow entries; 1 when something is. */
export async function checkEntries(options: CheckOptions): Promise<number> {
  const { allow } = await loadConfiguration(options)
  const { findings, counts } = await seenBy(options)
  const reviews = reviewAllow(allow, Date.now(), options.within ?? month, findings)
  const wrong = reviews.filter(({ problems }) => problems.length > 0)
  const code = wrong.length > 0 ? exitCodes.findings : exitCodes.done
  if (options.format === 'json') {
    const rows = reviews.map(({ entry, ...rest }) => ({
      ...entryJson(entry),
      ...rest,
      ...(counts && { hidden: counts.get(allowEntryId(entry))?.hidden ?? 0 }),
    }))
    await writeOut(process.stdout, `${jsonText(rows, 2)}\n`)
    return code
  }
  const lines = wrong.flatMap(({ entry, problems }) =>
    problems.map(
      ({ problem, why }) =>
        `${escapeTerminal(formatPlace(entry.at))}: ${problem}: ${why} (${escapeTerminal(`${entry.reason}; ${entry.owner}`)})`,
    ),
  )
  const sum = wrong.length === 0 ? 'nothing to say' : `${wrong.length} to look at`
  const hidden = counts && allow.reduce((all, entry) => all + (counts.get(allowEntryId(entry))?.hidden ?? 0), 0)
  const done = hidden === undefined ? '' : `; ${formatAmount(hidden, 'finding')} hidden so far`
  await writeOut(
    process.stdout,
    `${[...lines, `${formatAmount(reviews.length, 'allow entry', 'allow entries')}: ${sum}${done}`].join('\n')}\n`,
  )
  return code
}

interface Seen {
  readonly findings?: readonly Finding[]
  /** By the id of an entry. */
  readonly counts?: ReadonlyMap<string, AllowCount>
}

/** What the entries are held against. */
async function seenBy(options: CheckOptions): Promise<Seen> {
  if (options.findings !== undefined) return { findings: await readFindings(options.findings) }
  if (options.state === undefined) return {}
  return withState(options, store =>
    gained(
      store.snapshot(() => ({
        findings: store.findings.list({ statuses: grounded }).map(({ finding }) => finding),
        counts: new Map(store.allow.counts().map(count => [count.id, count])),
      })),
    ),
  )
}

/** What was withdrawn was no finding after all. */
const grounded = findingStatuses.filter(status => status !== 'withdrawn')
