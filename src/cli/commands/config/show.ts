import type { SettingValue } from '#config'
import { escapeTerminal } from '#primitives'
import { alignColumns } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { writeOut } from '../../terminal.ts'

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
  const lines = alignColumns(
    [
      { title: 'setting', align: 'left' },
      { title: 'value', align: 'left', max: 60 },
      { title: 'origin', align: 'left' },
    ],
    values.map(value => [value.path, textOf(value), originOf(value)].map(escapeTerminal)),
  )
  await writeOut(process.stdout, `${lines.join('\n')}\n`)
  return 0
}

function textOf({ value }: SettingValue): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every(part => typeof part === 'string')) return value.join(', ') || 'none'
  const text = JSON.stringify(value)
  return text === '{}' || text === '[]' || text === 'null' ? 'none' : text
}

const originOf = ({ origin, from }: SettingValue): string => (from === undefined ? origin : `${origin} (${from})`)
