import type { AllowEntry } from '#findings'
import { escapeTerminal, formatPlace } from '#primitives'
import { alignColumns } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { writeOut } from '../../terminal.ts'
import { dayOf, entryJson } from './entry-json.ts'

export interface ListOptions extends ConfigOptions {
  readonly format?: 'table' | 'json'
}

const columns = ['where', 'until', 'owner', 'reason', 'hides'].map(title => ({
  title,
  align: 'left' as const,
  max: 100,
}))

/** All allow entries of the configuration. */
export async function listEntries(options: ListOptions): Promise<number> {
  const { allow } = await loadConfiguration(options)
  const text =
    options.format === 'json'
      ? JSON.stringify(allow.map(entryJson), null, 2)
      : allow.length === 0
        ? 'there are no allow entries'
        : alignColumns(columns, allow.map(rowOf)).join('\n')
  await writeOut(process.stdout, `${text}\n`)
  return 0
}

function rowOf({ at, expires, owner, reason, match }: AllowEntry): string[] {
  const until = expires === undefined ? 'never' : `${dayOf(expires)}${expires <= Date.now() ? ' (expired)' : ''}`
  const what = Object.entries(match).map(([field, values]) => `${field} ${values.join(' or ')}`)
  return [formatPlace(at), until, owner, reason, what.join(', ')].map(escapeTerminal)
}
