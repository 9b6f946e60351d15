import { readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { addAllowEntry, configFileName } from '#config'
import { type AllowEntry, type AllowField, allowMatchOf, covers, usualFields } from '#findings'
import { escapeTerminal } from '#primitives'
import { formatAmount } from '#reports'
import { CommandError } from '../../exit-codes.ts'
import { loadConfiguration } from '../../load-configuration.ts'
import { failed } from '../../load-detections.ts'
import { writeFailure } from '../../output-file.ts'
import { called, writeOut } from '../../terminal.ts'
import { type FindingPlace, findFinding } from './find-finding.ts'

export interface AddOptions extends FindingPlace {
  readonly from: string
  readonly reason: string
  readonly owner: string
  /** The first day on which it hides nothing, or `never`. */
  readonly expires: string
  readonly match?: readonly AllowField[]
  readonly dryRun?: boolean
}

/** Adds to the configuration an allow entry that covers a finding, leaving all else in the file as it is. */
export async function addEntry(options: AddOptions): Promise<number> {
  const configuration = await loadConfiguration(options)
  const file = configuration.file ?? configFileName
  const { finding, among } = await findFinding(options.from, options)
  const match = allowMatchOf(finding, options.match ?? usualFields)
  const lacking = (options.match ?? []).filter(field => match[field] === undefined)
  if (lacking.length > 0) throw new CommandError(`finding ${finding.id} has no ${lacking.join(' and no ')}`)
  const { reason, owner, expires } = options
  const entry = { match: written(match), reason, owner, ...(expires !== 'never' && { expires }) }
  const before = await readFile(file, 'utf8').catch(() => '')
  const after = addAllowEntry(before, entry, file)
  if (!after.ok) throw failed(after.issues)
  const hides = covers({ match, reason, owner, at: { file } })
  const others = among.filter(one => one.id !== finding.id && hides(one)).length
  const what = `${finding.id} (${finding.message}) and ${formatAmount(others, 'other finding')} of ${among.length}`
  if (options.dryRun) {
    const only = addAllowEntry('', entry, file)
    await writeOut(process.stdout, only.ok ? only.value : '')
    await writeOut(process.stderr, `It would hide ${escapeTerminal(what)}; nothing is written.\n`)
    return 0
  }
  await replace(file, after.value)
  await writeOut(process.stdout, `${escapeTerminal(file)}: hides ${escapeTerminal(what)}\n`)
  await writeOut(process.stderr, `Widen or narrow it by hand as you need, then: ${called()} allow check\n`)
  return 0
}

/** One value stands for itself; several are a list. */
const written = (match: AllowEntry['match']): Partial<Record<AllowField, string | string[]>> =>
  Object.fromEntries(
    Object.entries(match).map(([field, values]) => [field, values.length === 1 ? (values[0] ?? '') : [...values]]),
  )

/** All of it or nothing: a file that is half written would be no configuration. */
async function replace(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file)
  const beside = `${target}.new`
  try {
    await writeFile(beside, text)
    await rename(beside, target)
  } catch (error) {
    throw writeFailure(file, error)
  }
}
