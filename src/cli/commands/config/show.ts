import stringWidth from 'string-width'
import type { SettingValue } from '#config'
import { escapeTerminal, formatSize } from '#primitives'
import { alignColumns, type Column, hang } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { tableWidth, writeOut } from '../../terminal.ts'

export interface ShowConfigOptions extends ConfigOptions {
  readonly format?: 'table' | 'json'
}

/** Every setting with its value, and where that is from. */
export async function showConfig(options: ShowConfigOptions): Promise<number> {
  const { file, values } = await loadConfiguration(options)
  if (options.format === 'json') {
    await writeOut(process.stdout, `${JSON.stringify({ file: file ?? null, values }, null, 2)}\n`)
    return 0
  }
  const rows = values.map(value => [value.path, textOf(value), originOf(value)].map(escapeTerminal))
  await writeOut(process.stdout, `${linesOf(rows, tableWidth(process.stdout)).join('\n')}\n`)
  return 0
}

const columns: readonly Column[] = ['setting', 'value', 'origin'].map(title => ({ title, align: 'left' }))

/** Values up to this length have their origins in a column. */
const shortest = 12

/** On a screen that the table does not fit, an origin goes on behind its value, and long values in further lines. */
function linesOf(rows: readonly string[][], width: number): string[] {
  const whole = alignColumns(columns, rows)
  if (whole.every(line => stringWidth(line) <= width)) return whole
  const indent = Math.max(...rows.map(([path = '']) => path.length)) + 2
  return rows.flatMap(([path = '', value = '', origin = '']) =>
    hang(path.padEnd(indent), `${value.padEnd(shortest)}  ${origin}`, width),
  )
}

const sizes = new Set(['limits.max_file_size', 'limits.max_record_size'])

function textOf({ path, value }: SettingValue): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && sizes.has(path)) return formatSize(value)
  if (Array.isArray(value) && value.every(part => typeof part === 'string')) return value.join(', ') || 'none'
  const text = JSON.stringify(value)
  return text === '{}' || text === '[]' || text === 'null' ? 'none' : text
}

const originOf = ({ origin, from }: SettingValue): string => (from === undefined ? origin : `${origin} (${from})`)
