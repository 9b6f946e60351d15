import type { Finding, Severity } from '#findings'
import { escapeTerminal } from '#primitives'
import { tally } from '../tally.ts'
import { wrap } from '../terminal/columns.ts'
import { type Ink, severityStyles } from '../terminal/ink.ts'
import { formatAmount, formatCount, formatMinute, shortenArns } from '../wording.ts'
import { historyLine } from './history-line.ts'
import type { KeptFinding } from './kept-finding.ts'

export interface ListOptions {
  /** Columns of the screen. */
  readonly width: number
  /** The account whose name need not be repeated. */
  readonly home: string | null
  readonly ink: Ink
  /** Findings that match and are not shown, since they are too many. */
  readonly more: number
}

/** Findings by severity in the order given, each with its id, its last event, what it says, and what was said of it. */
export function renderKeptList(all: readonly KeptFinding[], options: ListOptions): string[] {
  const { ink, more } = options
  const lines = [ink('bold', headline(all, more))]
  for (const severity of Object.keys(severityStyles) as Severity[]) {
    const group = all.filter(({ finding }) => finding.severity === severity)
    if (group.length === 0) continue
    lines.push(
      '',
      ink(severityStyles[severity], ` ${severity.toUpperCase()} `) + ink('dim', ` ${formatCount(group.length)}`),
      ...group.flatMap(kept => renderOne(kept, options)),
    )
  }
  if (more > 0) lines.push('', ink('dim', `and ${formatCount(more)} more: raise --limit, or narrow by --min-severity`))
  return lines
}

function headline(all: readonly KeptFinding[], more: number): string {
  if (all.length === 0) return 'No findings'
  const statuses = Array.from(
    tally(all.map(({ status }) => status)),
    ([status, count]) => `${formatCount(count)} ${status}`,
  )
  const shown = more > 0 ? `, the gravest ${formatCount(all.length)}` : ''
  return `${formatAmount(all.length + more, 'finding')}${shown}: ${statuses.join(', ')}`
}

function renderOne({ finding, status, history }: KeptFinding, { width, home, ink }: ListOptions): string[] {
  const { id, count, message } = finding
  const indent = ' '.repeat(2 + id.length + 2)
  const room = width - indent.length
  const times = count > 1 ? ` ×${finding.countIsApproximate ? '≥' : ''}${formatCount(count)}` : ''
  const [head = '', ...rest] = wrap(escapeTerminal(shortenArns(message, home)) + times, room)
  const said = status === 'open' ? undefined : history?.at(-1)
  return [
    `  ${ink('cyan', id)}  ${ink('bold', head)}`,
    ...rest.map(line => indent + ink('bold', line)),
    ...wrap(escapeTerminal(factsOf(finding)), room).map(line => indent + ink('dim', line)),
    ...(said === undefined ? [] : wrap(historyLine(said), room).map(line => indent + ink('green', line))),
  ]
}

const factsOf = ({ lastSeen, detection, attack, risk, outcome, network }: Finding): string =>
  [
    formatMinute(lastSeen),
    detection.title,
    attack.techniques.join(', '),
    `risk ${risk.score}${network.country ? `, from ${network.country}` : ''}`,
    outcome === 'success' ? '' : outcome,
  ]
    .filter(fact => fact !== '')
    .join(' · ')
