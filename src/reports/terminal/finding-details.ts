import type { Finding, Severity } from '#findings'
import { escapeTerminal } from '#primitives'
import { describeStep } from '../steps.ts'
import { formatAmount, formatMinute, shortenArns } from '../wording.ts'
import { labelWidth, renderLabelled } from './account-lines.ts'
import { hang } from './columns.ts'
import { describe } from './finding-lines.ts'
import { type Ink, severityStyles } from './ink.ts'

export interface DetailOptions {
  readonly ink: Ink
  /** Columns of the screen; a pipe takes any. */
  readonly width: number
  /** The account whose name need not be repeated. */
  readonly home: string | null
}

/**
 * All that there is to say of one finding: what, when, who, where, how grave, why, and by which records. Names are short in
 * sentences, as in the report of a scan, and whole where one would copy them: who it was, and what was compared.
 */
export function renderDetails(finding: Finding, options: DetailOptions): string[] {
  const { ink, width, home } = options
  return [
    ...severityHead(finding.severity, shortenArns(finding.message, home), options),
    '',
    ...factsOf(finding, width),
    '',
    ...stepsOf(finding, options),
    ink('bold', 'Why'),
    ...finding.why
      .filter(({ operator }) => operator !== 'step')
      .flatMap(reason => hang('  ', describe(reason), width, 4)),
    '',
    ink('bold', 'Evidence'),
    ...finding.evidence.flatMap(({ time, action, eventId, file, record }) =>
      hang(`  ${formatMinute(time)}  `, escapeTerminal(`${action}  ${eventId}  ${file}#${record}`), width, 4),
    ),
  ]
}

/** ` HIGH ` and a sentence. */
export function severityHead(severity: Severity, text: string, { ink, width }: Omit<DetailOptions, 'home'>): string[] {
  const label = ` ${severity.toUpperCase()} `
  const indent = ' '.repeat(label.length + 1)
  return hang(indent, escapeTerminal(text), width).map((line, at) => {
    const bold = ink('bold', line.slice(indent.length))
    return at === 0 ? `${ink(severityStyles[severity], label)} ${bold}` : indent + bold
  })
}

/** One fact, its name in a column of its own. */
export const factLines = (name: string, text: string, width: number): string[] =>
  renderLabelled(name.padEnd(labelWidth), text, width - 2).map(line => `  ${line}`)

function factsOf(finding: Finding, width: number): string[] {
  const { detection, risk, actor, network } = finding
  const base = Math.round((risk.confidence * risk.impact) / 100)
  const facts: (readonly [name: string, text: string])[] = [
    ['detection', `${detection.title} (${detection.slug}, ${detection.type})`],
    ...finding.alsoMatched.map(also => ['and', `${also.title} (${also.slug})`] as const),
    [
      'when',
      `${formatMinute(finding.firstSeen)} to ${formatMinute(finding.lastSeen)}, ${formatAmount(finding.count, 'event')}`,
    ],
    ['outcome', finding.outcome],
    ['who', `${actor.session} (${actor.kind})`],
    ...(actor.principal === actor.session ? [] : [['', `of ${actor.principal}`] as const]),
    [
      'from',
      [network.ip ?? network.service ?? 'unknown', network.country, network.asn, network.asOrg, network.vpcEndpoint]
        .filter(Boolean)
        .join(', '),
    ],
    ['buckets', finding.buckets.join(', ') || 'none named'],
    ['ATT&CK', [...finding.attack.tactics, ...finding.attack.techniques].join(', ')],
    ['risk', `${risk.score} = ${base} (confidence ${risk.confidence} x impact ${risk.impact} / 100)`],
    ...risk.adjustments.map(({ add, reason }) => ['', `${add >= 0 ? '+' : ''}${add} ${reason}`] as const),
  ]
  return facts.flatMap(([name, text]) => factLines(name, text, width))
}

const stepsOf = ({ steps = [] }: Finding, { ink, width, home }: DetailOptions): string[] =>
  steps.length === 0
    ? []
    : [
        ink('bold', 'Steps'),
        ...steps.flatMap(step => hang('  ', escapeTerminal(shortenArns(describeStep(step), home)), width, 4)),
        '',
      ]
