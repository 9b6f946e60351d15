import { bySeverity } from '#findings'
import { jsonText } from '#primitives'
import { colourInk, homeAccount, type KeptFinding, keptFindingJson, plainInk, renderKeptList } from '#reports'
import { called, quoteForShell, readableWidth, screenOf, writeOut } from '../../terminal.ts'
import { type FilterOptions, filterOf } from './filter.ts'
import { gained, type StateFileOptions, withState } from './state-file.ts'

export interface ListOptions extends StateFileOptions, FilterOptions {
  readonly limit?: number
  readonly format?: 'table' | 'jsonl' | 'json'
  readonly color: boolean
}

/** More than this nobody reads on a screen. */
const shownAtOnce = 50

/** The findings that stand, or whatever else is asked for, the gravest and newest first. */
export function listFindings(options: ListOptions): Promise<number> {
  return withState(options, async store => {
    const screen = screenOf(process.stdout, options)
    const format = options.format ?? (screen.interactive ? 'table' : 'jsonl')
    const limit = options.limit ?? (format === 'table' ? shownAtOnce : Number.POSITIVE_INFINITY)
    const filter = await filterOf(store, options, ['open', 'acknowledged'])
    const { found, shown } = gained(
      store.snapshot(() => {
        const all = store.findings.list(filter)
        const sorted = all.toSorted((a, b) => bySeverity(a.finding, b.finding)).slice(0, limit)
        const withHistory = sorted.map(
          (record): KeptFinding => ({ ...record, history: store.findings.history(record.finding.id) }),
        )
        return { found: all.length, shown: withHistory }
      }),
    )
    if (format === 'table') {
      const findings = shown.map(({ finding }) => finding)
      const ink = screen.colour ? colourInk : plainInk
      const width = readableWidth(screen.width)
      const lines = renderKeptList(shown, { width, home: homeAccount(findings), ink, more: found - shown.length })
      const next = nextCommands(shown, options).map(command => (command === '' ? '' : `  ${ink('cyan', command)}`))
      await writeOut(process.stdout, `${[...lines, ...next].join('\n')}\n`)
      return 0
    }
    const rows = shown.map(({ finding, status }) => keptFindingJson({ finding, status }))
    const text = format === 'json' ? `${jsonText(rows, 2)}\n` : rows.map(row => `${jsonText(row)}\n`).join('')
    await writeOut(process.stdout, text)
    return 0
  })
}

/** What one may want to do with the first of them. */
function nextCommands(shown: readonly KeptFinding[], { state }: ListOptions): string[] {
  const [first] = shown
  if (first === undefined) return []
  const where = state === undefined ? '' : ` --state ${quoteForShell(state)}`
  const { id } = first.finding
  return ['', `${called()} findings show ${id}${where}`, `${called()} findings ack ${id} --reason "..."${where}`]
}
