import { closest, escapeTerminal } from '#primitives'
import { shortenArns } from '#reports'
import type { FindingRecord, Store } from '#store'
import { CommandError, exitCodes } from '../../exit-codes.ts'

/** Fewer characters of an id are a slip rather than a name. */
const leastCharacters = 4
/** Candidates that are told of an id that is not clear. */
const told = 5

/**
 * The findings behind ids, or their first characters, each once. Ends the command when one of them is unknown or not clear,
 * with every such id. Within a snapshot or a transaction.
 */
export function findRecords(store: Store, starts: readonly string[]): FindingRecord[] {
  const records = new Map<string, FindingRecord>()
  const problems: string[] = []
  let exitCode: number = exitCodes.usage
  for (const given of starts) {
    const start = given.toLowerCase()
    const [id, ...others] = start.length < leastCharacters ? [] : store.findings.idsLike(start, told + 1)
    const record = id === undefined || others.length > 0 ? undefined : store.findings.get(id)
    if (record !== undefined) records.set(record.finding.id, record)
    else if (id !== undefined) problems.push(notClear(store, given, [id, ...others]))
    else if (start.length < leastCharacters)
      problems.push(
        `"${escapeTerminal(given)}" is too short: an id, or at least its first ${leastCharacters} characters`,
      )
    else {
      problems.push(unknown(store, given, start))
      exitCode = exitCodes.input
    }
  }
  if (problems.length > 0) throw new CommandError(problems.join('\n'), exitCode)
  return [...records.values()]
}

function notClear(store: Store, given: string, ids: readonly string[]): string {
  const more = ids.length > told ? `\n  and more` : ''
  return `"${escapeTerminal(given)}" begins several ids:\n${ids.slice(0, told).map(candidate(store)).join('\n')}${more}`
}

function unknown(store: Store, given: string, start: string): string {
  const problem = `there is no finding "${escapeTerminal(given)}" in ${escapeTerminal(store.file)}`
  const incident = store.incidents.list().find(({ id }) => id.startsWith(start))
  if (incident !== undefined) {
    return `${problem}; it is an incident of these findings:\n${incident.findings.slice(0, told).map(candidate(store)).join('\n')}`
  }
  const candidates = idsNear(start, store.findings.idsLike('', Number.MAX_SAFE_INTEGER))
  return candidates.length === 0 ? problem : `${problem}; did you mean\n${candidates.map(candidate(store)).join('\n')}`
}

/** The ids that may be meant by a misspelt one, or by its misspelt beginning. */
export function idsNear(start: string, ids: readonly string[]): string[] {
  const near = closest(start, new Set(ids.map(id => id.slice(0, start.length))))
  return near === undefined ? [] : ids.filter(id => id.startsWith(near)).slice(0, told)
}

const candidate =
  (store: Store) =>
  (id: string): string => {
    const { message = '', account = null } = store.findings.get(id)?.finding ?? {}
    return `  ${id}  ${escapeTerminal(shortenArns(message, account))}`
  }
