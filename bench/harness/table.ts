import type { Outcome } from './rows.ts'
import type { PreparedTrail } from './trails.ts'

const columns = ['contender', 'MB/s', 'events/s', 'peak MB', 'of floor'] as const

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')

function cellsOf(outcome: Outcome): readonly string[] {
  if ('absent' in outcome) return [outcome.contender, 'absent:', outcome.absent]
  const { contender, mbPerSecond, eventsPerSecond, peakMB, ofFloor } = outcome.row
  return [contender, whole(mbPerSecond), whole(eventsPerSecond), whole(peakMB), ofFloor.toFixed(2)]
}

function titleOf({ trail, summary }: PreparedTrail): string {
  const ratio = summary.bytes / summary.compressedBytes
  const packed = ratio > 1.01 ? `, compressed ${ratio.toFixed(1)} to 1` : ', plain text'
  const size = `${whole(summary.files)} ${summary.files === 1 ? 'file' : 'files'}, ${whole(summary.bytes / 1e6)} MB`
  return `(${trail.letter}) ${trail.title}: ${size}, ${whole(summary.events)} events${packed}`
}

export function textTable(prepared: PreparedTrail, outcomes: readonly Outcome[]): string {
  const lines = [columns, ...outcomes.map(cellsOf)].map(([name = '', ...cells]) => {
    if (cells[0] === 'absent:') return `  ${name.padEnd(22)} ${cells.join(' ')}`
    return `  ${name.padEnd(22)}${cells.map(cell => cell.padStart(12)).join('')}`
  })
  return `${titleOf(prepared)}\n${lines.join('\n')}\n`
}

export function markdownTable(prepared: PreparedTrail, outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(outcome =>
    'absent' in outcome
      ? `| ${outcome.contender} | absent: ${outcome.absent.replaceAll('|', '\\|')} | | | |`
      : `| ${cellsOf(outcome).join(' | ')} |`,
  )
  return `### ${titleOf(prepared)}\n\n| ${columns.join(' | ')} |\n|---|--:|--:|--:|--:|\n${rows.join('\n')}\n`
}
