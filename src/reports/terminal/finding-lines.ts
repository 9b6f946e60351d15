import type { Finding, Severity, WhyReason } from '#findings'
import { escapeTerminal } from '#primitives'
import { describeStep } from '../steps.ts'
import { formatCount, formatMinute, shortenArns } from '../wording.ts'
import { cut, wrap } from './columns.ts'
import { condense, renderMany } from './condense.ts'
import { type Ink, severityStyles } from './ink.ts'

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'informational']

interface FindingOptions {
  readonly width: number
  /** The account whose name need not be repeated. */
  readonly home: string | null
  readonly ink: Ink
  /** Tells every mild finding by itself. */
  readonly verbose: boolean
}

/** Findings by severity, the worst first; each says when, what, who, where and why in a few lines. */
export function renderFindings(findings: readonly Finding[], { width, home, ink, verbose }: FindingOptions): string[] {
  const lines: string[] = []
  for (const severity of order) {
    const group = findings.filter(finding => finding.severity === severity)
    if (group.length === 0) continue
    lines.push(
      ink(severityStyles[severity], ` ${severity.toUpperCase()} `) + ink('dim', ` ${formatCount(group.length)}`),
    )
    const isMild = severity === 'low' || severity === 'informational'
    const rows = isMild && !verbose ? condense(group) : group.map(finding => [finding])
    for (const row of rows) {
      const [finding, ...others] = row
      if (finding === undefined) continue
      lines.push(
        ...(others.length === 0 ? renderFinding(finding, { width, home, ink }) : renderMany(row, width, home, ink)),
      )
    }
    lines.push('')
  }
  return lines
}

/** When, what, who, where and why of one finding. */
export function renderFinding(finding: Finding, { width, home, ink }: Omit<FindingOptions, 'verbose'>): string[] {
  const when = formatMinute(finding.firstSeen)
  const indent = ' '.repeat(when.length + 4)
  const times = finding.count > 1 ? ` ×${finding.countIsApproximate ? '≥' : ''}${formatCount(finding.count)}` : ''
  const message = escapeTerminal(shortenArns(finding.message, home))
  const [head = '', ...rest] = wrap(message + times, width - indent.length)
  const titles = [finding.detection.title, ...finding.alsoMatched.map(also => also.title)]
    .map(escapeTerminal)
    .join(' + ')
  const country = finding.network.country ? `, from ${finding.network.country}` : ''
  const facts = [
    titles,
    finding.attack.techniques.join(', '),
    `risk ${finding.risk.score}${country}`,
    personBehind(finding),
    finding.id,
  ]
    .filter(fact => fact !== '')
    .join(' · ')
  return [
    `  ${ink('bold', when)}  ${ink('bold', head)}`,
    ...rest.map(line => indent + ink('bold', line)),
    ...(finding.steps ?? []).flatMap(step =>
      wrap(escapeTerminal(shortenArns(describeStep(step), home)), width - indent.length).map(line => indent + line),
    ),
    ...wrap(facts, width - indent.length).map(line => indent + ink('dim', line)),
    ...wrap(`why: ${shortenArns(renderWhy(finding, home), home)}`, width - indent.length).map(
      line => indent + ink('dim', line),
    ),
  ]
}

/** Many people share a role of IAM Identity Center; the session is named for the person. */
function personBehind({ actor: { principal, session }, count }: Finding): string {
  if (!principal.includes(':role/aws-reserved/sso.amazonaws.com/') && !principal.includes(':role/AWSReservedSSO_'))
    return ''
  const person = escapeTerminal(session.slice(session.lastIndexOf('/') + 1))
  return session === principal || person === '' ? '' : `${count === 1 ? '' : 'first '}session ${person}`
}

/** Which call it was stands in the message. */
const namesTheCall = new Set(['eventSource', 'event.service', 'event.outcome'])

/** What made it a finding, and what made it worse or better: the comparisons that tell most, then the adjustments. */
function renderWhy({ why, risk }: Finding, home: string | null): string {
  // The steps of a correlation have lines of their own.
  const positive = why.filter(({ operator }) => !operator.startsWith('not ') && operator !== 'step')
  const telling = positive.filter(reason => !namesTheCall.has(reason.field))
  const reasons = (telling.length > 0 ? telling.slice(0, 2) : positive.slice(0, 1))
    .map(reason => inBrief(reason, home))
    .map(describe)
  const adjustments = risk.adjustments.map(
    ({ add, reason }) => `${add >= 0 ? '+' : ''}${add} ${escapeTerminal(reason)}`,
  )
  return [...reasons, ...adjustments].join('; ')
}

/** Comparisons with a baseline: what was expected is a sentence. */
const ofBaseline = new Set(['first seen', 'known for', 'seen before', 'spike'])

/** With short names; of a long text, such as a user agent, the place that was asked for, and of a long sentence both ends. */
function inBrief(reason: WhyReason, home: string | null): WhyReason {
  if (typeof reason.actual !== 'string') return reason
  const actual = shortenArns(reason.actual, home)
  const isSentence = ofBaseline.has(reason.operator) || reason.operator === 'within'
  if (isSentence) return { ...reason, actual: cut(actual, longestSentence) }
  if (actual.length <= longestActual) return { ...reason, actual }
  const asked = [reason.expected]
    .flat()
    .map(one => (typeof one === 'string' ? shortenArns(one, home).toLowerCase() : undefined))
    .find(one => one !== undefined && actual.toLowerCase().includes(one))
  const at = asked === undefined ? 0 : actual.toLowerCase().indexOf(asked)
  const start = Math.max(0, Math.min(at - longestActual / 3, actual.length - longestActual))
  const end = start + longestActual
  return {
    ...reason,
    actual: `${start > 0 ? '…' : ''}${actual.slice(start, end).trim()}${end < actual.length ? '…' : ''}`,
  }
}

const longestActual = 60
const longestSentence = 200

/** One comparison in words: `requestParameters.acl equals public-read`. */
export function describe(reason: WhyReason): string {
  const expected = showValue(reason.expected)
  const actual = showValue(reason.actual)
  if (ofBaseline.has(reason.operator)) return escapeTerminal(`${reason.field}: ${actual}; normal is ${expected}`)
  if (reason.operator === 'step') return escapeTerminal(`${reason.field}: ${actual}`)
  if (reason.operator === 'within') return escapeTerminal(`${actual}; asked for ${expected}`)
  const said = `${reason.field} ${reason.operator} ${expected}`
  return escapeTerminal(reason.operator === 'equals' && expected === actual ? said : `${said} (is ${actual})`)
}

function showValue(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return value === '' ? '""' : value
  if (Array.isArray(value)) {
    const shown = value.slice(0, 4).map(showValue).join(' or ')
    return value.length > 4 ? `${shown} or ${value.length - 4} more` : shown
  }
  return JSON.stringify(value)
}
