import { writeFileSync } from 'node:fs'
import { bySeverity } from '#findings'
import { jsonText } from '#primitives'
import { type KeptFinding, keptFindingJson, renderCsv } from '#reports'
import { findingStatuses } from '#store'
import { checkOutputFile, writeFailure } from '../../output-file.ts'
import { formatOfName } from '../../outputs.ts'
import { writeOut } from '../../terminal.ts'
import { type FilterOptions, filterOf } from './filter.ts'
import { gained, type StateFileOptions, withState } from './state-file.ts'

const formats = ['jsonl', 'json', 'csv'] as const
type ExportFormat = (typeof formats)[number]

export interface ExportOptions extends StateFileOptions, FilterOptions {
  readonly format?: ExportFormat
  readonly output?: string
}

/** Every finding with its status and its history, for other programs. */
export function exportFindings(options: ExportOptions): Promise<number> {
  const { output } = options
  if (output !== undefined && output !== '-') checkOutputFile(output)
  const format = options.format ?? (output === undefined || output === '-' ? 'jsonl' : formatOfName(output, formats))
  return withState(options, async store => {
    const filter = await filterOf(store, options, findingStatuses)
    const all = gained(
      store.snapshot(() =>
        store.findings
          .list(filter)
          .toSorted((a, b) => bySeverity(a.finding, b.finding))
          .map((record): KeptFinding => ({ ...record, history: store.findings.history(record.finding.id) })),
      ),
    )
    const text = textOf(all, format)
    if (output === undefined || output === '-') await writeOut(process.stdout, text)
    else writeTo(output, text)
    return 0
  })
}

function textOf(all: readonly KeptFinding[], format: ExportFormat): string {
  if (format === 'csv')
    return renderCsv(
      all.map(({ finding }) => finding),
      all.map(({ status }) => status),
    )
  const rows = all.map(({ finding, status, history = [] }) => keptFindingJson({ finding, status, history }))
  return format === 'json' ? `${jsonText(rows, 2)}\n` : rows.map(row => `${jsonText(row)}\n`).join('')
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw writeFailure(file, error)
  }
}
