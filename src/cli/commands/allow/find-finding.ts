import type { Finding } from '#findings'
import { escapeTerminal } from '#primitives'
import { homeAccount, shortenArns } from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { findRecords, idsNear } from '../findings/find-records.ts'
import { gained, type StateFileOptions, withState } from '../findings/state-file.ts'
import { readFindings } from './read-findings.ts'

export interface FindingPlace extends StateFileOptions {
  /** A file of findings; without it, the state file is looked into. */
  readonly findings?: string
}

export interface Found {
  readonly finding: Finding
  /** All findings of that place. */
  readonly among: readonly Finding[]
}

/** The finding behind an id or its first characters; ends the command when there is none, or there are several. */
export async function findFinding(start: string, place: FindingPlace): Promise<Found> {
  if (place.findings === undefined) {
    return withState(
      place,
      store =>
        gained(
          store.snapshot(() => {
            const [record] = findRecords(store, [start])
            if (record === undefined) throw new CommandError('there is no such finding', exitCodes.input)
            return { finding: record.finding, among: store.findings.list({}).map(({ finding }) => finding) }
          }),
        ),
      'The findings of a scan without one are given with --findings <its JSON or JSON lines>.',
    )
  }
  const among = await readFindings(place.findings)
  const wanted = start.toLowerCase()
  const found = wanted.length < 4 ? [] : among.filter(({ id }) => id.startsWith(wanted))
  const [finding, ...others] = found
  if (finding === undefined) {
    throw new CommandError(noneSuch(start, among), exitCodes.input)
  }
  if (others.some(({ id }) => id !== finding.id)) {
    throw new CommandError(`"${escapeTerminal(start)}" begins several ids: ${found.map(({ id }) => id).join(', ')}`)
  }
  return { finding, among }
}

function noneSuch(start: string, among: readonly Finding[]): string {
  const none = `there is no finding "${escapeTerminal(start)}" among ${among.length} (an id, or at least its first 4 characters)`
  const near = new Set(
    idsNear(
      start.toLowerCase(),
      among.map(({ id }) => id),
    ),
  )
  const meant = among
    .filter(({ id }) => near.has(id))
    .map(({ id, message }) => `  ${id}  ${escapeTerminal(shortenArns(message, homeAccount(among)))}`)
  return meant.length === 0 ? none : `${none}; did you mean\n${meant.join('\n')}`
}
