import stringWidth from 'string-width'
import { escapeTerminal } from '#primitives'
import { alignColumns, alignWithin, type Column, cut, hang } from '../terminal/columns.ts'
import type { Ink } from '../terminal/ink.ts'
import { barOf } from '../terminal/sparkline.ts'
import { formatAmount, formatCount, nameActor } from '../wording.ts'
import type { Backtest, BacktestRow } from './backtest.ts'

/** Wider histories are shown in bars of several days. */
const widest = 31
/** Longer names are cut on a screen, as in the report of a scan. */
const longestName = 60

interface BacktestOptions {
  readonly ink: Ink
  /** Columns of the screen; a pipe takes any. */
  readonly width: number
  /** The account whose name need not be repeated. */
  readonly home: string | null
}

/** A table of what each detection would have said, and of what allow entries hide. */
export function renderBacktest(backtest: Backtest, { ink, width, home }: BacktestOptions): string {
  const { from, days, detections, allow } = backtest
  const spoke = detections.filter(row => row.findings + row.hidden > 0)
  const silent = detections.filter(row => row.findings + row.hidden === 0)
  const lines = [
    ink('bold', from === null ? 'No S3 activity in these logs' : `${formatAmount(days, 'day')} from ${from}`),
    '',
    ...table(spoke, home, width),
    ...severalLine(backtest).flatMap(line => hang('', line, width)),
    '',
    silenceLine(silent),
    ...blindLine(silent),
    ...(allow.length === 0
      ? []
      : ['', ink('bold', 'Allow entries'), ...allow.flatMap(entry => hang('  ', allowLine(entry), width, 4))]),
  ]
  return `${lines.join('\n')}\n`
}

const columns: readonly Column[] = [
  { title: 'detection', align: 'left' },
  { title: 'worst', align: 'left' },
  { title: 'findings', align: 'right' },
  { title: 'hidden', align: 'right' },
  { title: 'a day', align: 'right' },
  { title: 'at most', align: 'right' },
  { title: 'day by day', align: 'left' },
  { title: 'most of them by', align: 'left' },
]

/** What remains a column on a screen that is too narrow for the days to be one. */
const narrowColumns: readonly Column[] = [
  { title: 'detection', align: 'left', yields: true },
  { title: 'worst', align: 'left' },
  { title: 'findings', align: 'right' },
  { title: 'hidden', align: 'right' },
  { title: '', align: 'left' },
]

function table(rows: readonly BacktestRow[], home: string | null, width: number): string[] {
  if (rows.length === 0) return ['no findings']
  const isScreen = width < Number.POSITIVE_INFINITY
  const cells = rows.map(row => cellsOf(row, home, isScreen ? longestName : undefined))
  const fits = alignColumns(columns.slice(0, -1), cells).every(line => stringWidth(line) <= width)
  if (fits) return alignWithin(columns, cells, width).flat()
  const stacked = cells.map(
    ([slug = '', worst = '', findings = '', hidden = '', aDay = '', most = '', days = '', who = '']) => [
      slug,
      worst,
      findings,
      hidden,
      `${days}  ${aDay} a day, at most ${most}; ${who}`,
    ],
  )
  return alignWithin(narrowColumns, stacked, width).flat()
}

function cellsOf(row: BacktestRow, home: string | null, longest: number | undefined): string[] {
  const total = row.findings + row.hidden
  return [
    escapeTerminal(row.slug),
    row.severity ?? '-',
    String(row.findings),
    row.hidden === 0 ? '-' : String(row.hidden),
    (total / Math.max(1, row.perDay.length)).toFixed(1),
    String(Math.max(0, ...row.perDay)),
    bars(row.perDay),
    row.actors
      .map(
        ({ principal, findings }) =>
          `${cut(escapeTerminal(nameActor(principal, 'iam-user', home)), longest)} (${findings})`,
      )
      .join(', '),
  ]
}

function bars(perDay: readonly number[]): string {
  const perBar = Math.max(1, Math.ceil(perDay.length / widest))
  const sums: number[] = []
  for (let at = 0; at < perDay.length; at += perBar) {
    sums.push(perDay.slice(at, at + perBar).reduce((sum, count) => sum + count, 0))
  }
  const peak = Math.max(...sums)
  return sums.map(sum => (sum === 0 ? '·' : barOf(sum, peak))).join('')
}

const severalLine = ({ findings, inSeveralRows }: Backtest): string[] =>
  inSeveralRows === 0
    ? []
    : [
        '',
        `${formatAmount(findings, 'finding')} in all: ${formatCount(inSeveralRows)} of them ${inSeveralRows === 1 ? 'is' : 'are'} in more than one row, since a narrower detection names ${inSeveralRows === 1 ? 'it' : 'them'} as well`,
      ]

const silenceLine = (silent: readonly BacktestRow[]): string =>
  `${formatAmount(silent.length, 'detection')} would have said nothing`

function blindLine(silent: readonly BacktestRow[]): string[] {
  const blind = silent.filter(({ state }) => state === 'blind').length
  return blind === 0 ? [] : [`${blind} of them were blind: none of the logs that they need is here`]
}

function allowLine({ at, reason, owner, state, hides }: Backtest['allow'][number]): string {
  const hidden = Object.entries(hides)
    .map(([slug, count]) => `${count} of ${slug}`)
    .join(', ')
  const verb = state === 'expired' ? 'expired; would hide' : 'hides'
  return escapeTerminal(`${at}  ${hidden === '' ? 'unused' : `${verb} ${hidden}`}  (${reason}; ${owner})`)
}
