import stringWidth from 'string-width'
import type { AllowEntry } from '#findings'
import { escapeTerminal, formatPlace, jsonText } from '#primitives'
import { alignColumns, alignWithin, type Column } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { tableWidth, writeOut } from '../../terminal.ts'
import { dayOf, entryJson } from './entry-json.ts'

export interface ListOptions extends ConfigOptions {
  readonly format?: 'table' | 'json'
}

const columns = ['where', 'until', 'owner', 'reason', 'hides'].map(title => ({ title, align: 'left' as const }))

/** On a screen that the whole table does not fit, the long texts stand below each entry. */
const narrowColumns: readonly Column[] = [
  { title: 'where', align: 'left' },
  { title: 'until', align: 'left' },
  { title: 'owner', align: 'left', yields: true },
  { title: '', align: 'left' },
]

function linesOf(rows: readonly string[][], width: number): string[] {
  const whole = alignColumns(columns, rows)
  if (whole.every(line => stringWidth(line) <= width)) return whole
  const stacked = rows.map(([where = '', until = '', owner = '', reason = '', hides = '']) => [
    where,
    until,
    owner,
    `${reason}; hides ${hides}`,
  ])
  return alignWithin(narrowColumns, stacked, width).flat()
}

/** All allow entries of the configuration. */
export async function listEntries(options: ListOptions): Promise<number> {
  const { allow } = await loadConfiguration(options)
  const text =
    options.format === 'json'
      ? jsonText(allow.map(entryJson), 2)
      : allow.length === 0
        ? 'there are no allow entries'
        : linesOf(allow.map(rowOf), tableWidth(process.stdout)).join('\n')
  await writeOut(process.stdout, `${text}\n`)
  return 0
}

function rowOf({ at, expires, owner, reason, match }: AllowEntry): string[] {
  const until = expires === undefined ? 'never' : `${dayOf(expires)}${expires <= Date.now() ? ' (expired)' : ''}`
  const what = Object.entries(match).map(([field, values]) => `${field} ${values.join(' or ')}`)
  return [formatPlace(at), until, owner, reason, what.join(', ')].map(escapeTerminal)
}
