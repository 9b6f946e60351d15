import type { ActivityEvent } from '#events'
import type { Finding, Incident } from '#findings'
import { type ExplainedEvent, explain } from '#pipeline'
import { escapeTerminal } from '#primitives'
import {
  describeKnowledge,
  describeReason,
  factLine,
  formatAmount,
  formatMinute,
  type Ink,
  renderDetails,
  severityStyles,
} from '#reports'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { inkFor } from '../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../load-configuration.ts'
import { failed, loadDetections } from '../load-detections.ts'
import { scanSettings } from '../scan-settings.ts'
import { called, writeOut } from '../terminal.ts'

export interface ExplainOptions extends RuleOptions {
  readonly baseline?: readonly string[]
  readonly format?: 'text' | 'json'
  readonly color: boolean
}

/** Why there is a finding, or why each detection did or did not match an event. */
export async function runExplain(id: string, paths: readonly string[], options: ExplainOptions): Promise<number> {
  const configuration = await loadConfiguration(options, ruleFlags(options))
  const { detections } = await loadDetections(configuration)
  const explanation = await explain(id, {
    paths,
    detections,
    ...scanSettings(configuration),
    baseline: options.baseline ?? [],
    stdin: process.stdin,
  })
  if (!explanation.ok) throw failed(explanation.issues)
  const { findings, incidents, all, events, knowledge } = explanation.value
  const judgedLater = new Set(detections.filter(({ kind }) => kind.kind !== 'match').map(({ slug }) => slug))
  const ink = inkFor(options)
  const ids = [...findings, ...incidents].map(one => one.id)
  if (ids.length > 1) throw new CommandError(`${id} begins several ids: ${ids.join(', ')}`)
  const [finding] = findings
  const [incident] = incidents
  const known = ['', ink('dim', `Known here: ${escapeTerminal(describeKnowledge(knowledge) ?? 'nothing')}`)]
  if (finding) return answer(options, finding, [...renderDetails(finding, ink), ...known, ...nextSteps(finding, ink)])
  if (incident) return answer(options, incident, describeIncident(incident, all, ink))
  if (events.length > 0)
    return answer(options, events, [
      ...events.flatMap(event => describeEvent(event, judgedLater, ink)),
      ...known.slice(1),
    ])
  throw new CommandError(
    `there is no finding, incident or event "${escapeTerminal(id)}" in these logs (an id, or at least its first 4 characters)`,
    exitCodes.input,
  )
}

const nextSteps = ({ detection }: Finding, ink: Ink): string[] => [
  '',
  ink('bold', 'Next'),
  `  ${ink('cyan', `${called()} detections show ${escapeTerminal(detection.slug)}`)}  # known false alarms, and what to do`,
]

async function answer(options: ExplainOptions, json: unknown, lines: readonly string[]): Promise<number> {
  await writeOut(
    process.stdout,
    options.format === 'json' ? `${JSON.stringify(json, null, 2)}\n` : `${lines.join('\n')}\n`,
  )
  return exitCodes.done
}

function describeIncident(incident: Incident, all: readonly Finding[], ink: Ink): string[] {
  const { severity, entity, firstSeen, lastSeen, score, reason } = incident
  const findings = all.filter(finding => incident.findings.includes(finding.id))
  return [
    `${ink(severityStyles[severity], ` ${severity.toUpperCase()} `)} ${ink('bold', escapeTerminal(entity.value))} (${entity.type}, ${entity.role})`,
    '',
    factLine('when', `${formatMinute(firstSeen)} to ${formatMinute(lastSeen)}`),
    factLine('risk', `${score}: ${reason}`),
    '',
    ink('bold', 'Findings'),
    ...findings.flatMap(finding => [
      `  ${formatMinute(finding.firstSeen)}  ${finding.severity.padEnd(8)}  ${escapeTerminal(finding.message)}`,
      ink('dim', `${' '.repeat(21)}${finding.id}  ${finding.detection.slug}`),
    ]),
  ]
}

function describeEvent(
  { event, detections, findings }: ExplainedEvent,
  judgedLater: ReadonlySet<string>,
  ink: Ink,
): string[] {
  const about = detections
    .filter(({ logCounts, callCounts }) => logCounts && callCounts)
    .toSorted((one, other) => Number(other.matched) - Number(one.matched))
  const others = detections.length - about.length
  return [
    ink('bold', escapeTerminal(`${event.action} ${event.id}`)),
    factLine('when', formatMinute(event.time)),
    factLine('who', `${event.actor.session} (${event.actor.kind})`),
    factLine('outcome', event.errorCode === undefined ? event.outcome : `${event.outcome} (${event.errorCode})`),
    factLine('bucket', event.bucket ?? 'none named'),
    factLine('file', `${event.origin.file}#${event.origin.record}`),
    factLine('findings', findings.map(finding => `${finding.id} (${finding.detection.slug})`).join(', ') || 'none'),
    '',
    ...about.flatMap(explanation => describeDetection(explanation, event, judgedLater, ink)),
    ...(others > 0
      ? [
          ink(
            'dim',
            `  ${formatAmount(others, 'detection is', 'detections are')} about other calls or logs (-f json has them)`,
          ),
        ]
      : []),
    '',
  ]
}

function describeDetection(
  explanation: ExplainedEvent['detections'][number],
  event: ActivityEvent,
  judgedLater: ReadonlySet<string>,
  ink: Ink,
): string[] {
  const { slug, matched, outcomeCounts, leftOutAs, reasons } = explanation
  const lines = [
    `  ${matched ? ink('green', 'matched ') : ink('dim', 'no match')}  ${ink('bold', escapeTerminal(slug))}`,
  ]
  if (leftOutAs !== undefined)
    lines.push(`      it leaves out what is AWS's own: the event is ${leftOutAs} (event.noise)`)
  if (!outcomeCounts) lines.push(`      it does not count the outcome ${event.outcome}`)
  if (matched && judgedLater.has(slug)) {
    lines.push('      it counts; what comes of it is for the other events to say: see the findings above')
  }
  return [
    ...lines,
    ...reasons.map(reason => `      ${reason.matched === matched ? '' : 'but '}${describeReason(reason)}`),
  ]
}
