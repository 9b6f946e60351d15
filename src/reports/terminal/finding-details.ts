import type { Finding } from '#findings'
import { escapeTerminal } from '#primitives'
import { describeStep } from '../steps.ts'
import { formatAmount, formatMinute } from '../wording.ts'
import { describe } from './finding-lines.ts'
import { type Ink, severityStyles } from './ink.ts'

/** All that there is to say of one finding: what, when, who, where, how grave, why, and by which records. */
export function renderDetails(finding: Finding, ink: Ink): string[] {
  return [
    `${ink(severityStyles[finding.severity], ` ${finding.severity.toUpperCase()} `)} ${ink('bold', escapeTerminal(finding.message))}`,
    '',
    ...factsOf(finding),
    '',
    ...stepsOf(finding, ink),
    ink('bold', 'Why'),
    ...finding.why.filter(({ operator }) => operator !== 'step').map(reason => `  ${describe(reason)}`),
    '',
    ink('bold', 'Evidence'),
    ...finding.evidence.map(
      ({ time, action, eventId, file, record }) =>
        `  ${formatMinute(time)}  ${escapeTerminal(`${action}  ${eventId}  ${file}#${record}`)}`,
    ),
  ]
}

/** One fact in a line, its name in a column of its own. */
export const factLine = (name: string, text: string): string => `  ${name.padEnd(10)}${escapeTerminal(text)}`

function factsOf(finding: Finding): string[] {
  const { detection, risk, actor, network } = finding
  const base = Math.round((risk.confidence * risk.impact) / 100)
  return [
    factLine('detection', `${detection.title} (${detection.slug}, ${detection.type})`),
    ...finding.alsoMatched.map(also => factLine('and', `${also.title} (${also.slug})`)),
    factLine(
      'when',
      `${formatMinute(finding.firstSeen)} to ${formatMinute(finding.lastSeen)}, ${formatAmount(finding.count, 'event')}`,
    ),
    factLine('outcome', finding.outcome),
    factLine('who', `${actor.session} (${actor.kind})`),
    ...(actor.principal === actor.session ? [] : [factLine('', `of ${actor.principal}`)]),
    factLine(
      'from',
      [network.ip ?? network.service ?? 'unknown', network.country, network.asn, network.asOrg, network.vpcEndpoint]
        .filter(Boolean)
        .join(', '),
    ),
    factLine('buckets', finding.buckets.join(', ') || 'none named'),
    factLine('ATT&CK', [...finding.attack.tactics, ...finding.attack.techniques].join(', ')),
    factLine('risk', `${risk.score} = ${base} (confidence ${risk.confidence} x impact ${risk.impact} / 100)`),
    ...risk.adjustments.map(({ add, reason }) => factLine('', `${add >= 0 ? '+' : ''}${add} ${reason}`)),
  ]
}

const stepsOf = ({ steps = [] }: Finding, ink: Ink): string[] =>
  steps.length === 0 ? [] : [ink('bold', 'Steps'), ...steps.map(step => `  ${escapeTerminal(describeStep(step))}`), '']
