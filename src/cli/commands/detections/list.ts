import { escapeTerminal } from '#primitives'
import { alignColumns, alignWithin, type Column } from '#reports'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { tableWidth, writeOut } from '../../terminal.ts'

export interface ListOptions extends RuleOptions {
  readonly format?: 'table' | 'json'
}

/** Every detection that a scan would run, with what it needs. */
export async function listDetections(options: ListOptions): Promise<number> {
  const { detections } = await loadDetections(await loadConfiguration(options, ruleFlags(options)))
  if (options.format === 'json') {
    const rows = detections.map(({ rule: _, ...detection }) => detection)
    await writeOut(process.stdout, `${JSON.stringify(rows, null, 2)}\n`)
    return 0
  }
  const rows = detections.map(({ slug, title, kind, type, risk, attack, needs }) =>
    [
      slug,
      title,
      kind.kind,
      type,
      String(Math.round((risk.confidence * risk.impact) / 100)),
      attack.techniques.join(' '),
      needs.join(', '),
    ].map(escapeTerminal),
  )
  await writeOut(process.stdout, `${linesOf(rows, tableWidth(process.stdout)).join('\n')}\n`)
  return 0
}

const columns: readonly Column[] = [
  { title: 'detection', align: 'left' },
  { title: 'title', align: 'left', max: 60 },
  { title: 'kind', align: 'left' },
  { title: 'type', align: 'left' },
  { title: 'risk', align: 'right' },
  { title: 'ATT&CK', align: 'left' },
  { title: 'needs one of', align: 'left' },
]

const narrowColumns: readonly Column[] = [
  { title: 'detection', align: 'left' },
  { title: 'risk', align: 'right' },
  { title: 'title', align: 'left', yields: true },
  { title: '', align: 'left' },
]

/** On a screen that the whole table does not fit, what is less asked for stands below each detection. */
function linesOf(rows: readonly string[][], width: number): string[] {
  const whole = alignColumns(columns, rows)
  if (whole.every(line => line.length <= width)) return whole
  const stacked = rows.map(([slug = '', title = '', kind = '', type = '', risk = '', attack = '', needs = '']) => [
    slug,
    risk,
    title,
    `${kind}, ${type}; ${attack}; needs ${needs.replaceAll(', ', ' or ')}`,
  ])
  return alignWithin(narrowColumns, stacked, width).flat()
}
