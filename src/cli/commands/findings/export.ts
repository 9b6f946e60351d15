import { writeFileSync } from 'node:fs'
import { bySeverity } from '#findings'
import { type KeptFinding, keptFindingJson, renderCsv } from '#reports'
import { findingStatuses } from '#store'
import { CommandError } from '../../exit-codes.ts'
import { writeOut } from '../../terminal.ts'
import { type FilterOptions, filterOf } from './filter.ts'
import { gained, type StateFileOptions, withState } from './state-file.ts'

export interface ExportOptions extends StateFileOptions, FilterOptions {
  readonly format: 'jsonl' | 'json' | 'csv'
  readonly output?: string
}

/** Every finding with its status and its history, for other programs. */
export function exportFindings(options: ExportOptions): Promise<number> {
  return withState(options, async store => {
    const all = gained(
      store.snapshot(() =>
        store.findings
          .list(filterOf(options, findingStatuses))
          .toSorted((a, b) => bySeverity(a.finding, b.finding))
          .map((record): KeptFinding => ({ ...record, history: store.findings.history(record.finding.id) })),
      ),
    )
    const text = textOf(all, options.format)
    if (options.output === undefined || options.output === '-') await writeOut(process.stdout, text)
    else writeTo(options.output, text)
    return 0
  })
}

function textOf(all: readonly KeptFinding[], format: ExportOptions['format']): string {
  if (format === 'csv')
    return renderCsv(
      all.map(({ finding }) => finding),
      all.map(({ status }) => status),
    )
  const rows = all.map(({ finding, status, history = [] }) => keptFindingJson({ finding, status, history }))
  return format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(row => `${JSON.stringify(row)}\n`).join('')
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new CommandError(`cannot write ${file} (${String(error instanceof Error ? error.message : error)})`)
  }
}
