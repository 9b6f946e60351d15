import type { ActivityEvent } from '#events'
import type { Finding, Incident } from '#findings'
import { type ExplainedEvent, explain } from '#pipeline'
import { escapeTerminal } from '#primitives'
import { describeKnowledge, describeReason, formatMinute, type Ink, severityStyles } from '#reports'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { inkFor } from '../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../load-configuration.ts'
import { failed, loadDetections } from '../load-detections.ts'
import { scanSettings } from '../scan-settings.ts'
import { writeOut } from '../terminal.ts'

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
  if (finding) return answer(options, finding, [...describeFinding(finding, ink), ...known])
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
    row('when', `${formatMinute(firstSeen)} to ${formatMinute(lastSeen)}`),
    row('risk', `${score}: ${reason}`),
    '',
    ink('bold', 'Findings'),
    ...findings.flatMap(finding => [
      `  ${formatMinute(finding.firstSeen)}  ${finding.severity.padEnd(8)}  ${escapeTerminal(finding.message)}`,
      ink('dim', `${' '.repeat(21)}${finding.id}  ${finding.detection.slug}`),
    ]),
  ]
}

function describeFinding(finding: Finding, ink: Ink): string[] {
  const { risk, actor, network } = finding
  const base = Math.round((risk.confidence * risk.impact) / 100)
  return [
    `${ink(severityStyles[finding.severity], ` ${finding.severity.toUpperCase()} `)} ${ink('bold', escapeTerminal(finding.message))}`,
    '',
    row('detection', `${finding.detection.title} (${finding.detection.slug}, ${finding.detection.type})`),
    ...finding.alsoMatched.map(also => row('and', `${also.title} (${also.slug})`)),
    row('when', `${formatMinute(finding.firstSeen)} to ${formatMinute(finding.lastSeen)}, ${finding.count} event(s)`),
    row('outcome', finding.outcome),
    row('who', `${actor.session} (${actor.kind})`),
    ...(actor.principal === actor.session ? [] : [row('', `of ${actor.principal}`)]),
    row(
      'from',
      [network.ip ?? network.service ?? 'unknown', network.country, network.asn, network.asOrg, network.vpcEndpoint]
        .filter(Boolean)
        .join(', '),
    ),
    row('buckets', finding.buckets.join(', ') || 'none named'),
    row('ATT&CK', [...finding.attack.tactics, ...finding.attack.techniques].join(', ')),
    row('risk', `${risk.score} = ${base} (confidence ${risk.confidence} x impact ${risk.impact} / 100)`),
    ...risk.adjustments.map(({ add, reason }) => row('', `${add >= 0 ? '+' : ''}${add} ${reason}`)),
    '',
    ink('bold', 'Why'),
    ...finding.why.map(reason => `  ${describeReason(reason)}`),
    '',
    ink('bold', 'Evidence'),
    ...finding.evidence.map(
      ({ time, action, eventId, file, record }) =>
        `  ${formatMinute(time)}  ${escapeTerminal(`${action}  ${eventId}  ${file}#${record}`)}`,
    ),
  ]
}

function describeEvent(
  { event, detections, findings }: ExplainedEvent,
  judgedLater: ReadonlySet<string>,
  ink: Ink,
): string[] {
  return [
    ink('bold', escapeTerminal(`${event.action} ${event.id}`)),
    row('when', formatMinute(event.time)),
    row('who', `${event.actor.session} (${event.actor.kind})`),
    row('outcome', event.errorCode === undefined ? event.outcome : `${event.outcome} (${event.errorCode})`),
    row('bucket', event.bucket ?? 'none named'),
    row('file', `${event.origin.file}#${event.origin.record}`),
    row('findings', findings.map(finding => `${finding.id} (${finding.detection.slug})`).join(', ') || 'none'),
    '',
    ...detections.flatMap(explanation => describeDetection(explanation, event, judgedLater, ink)),
    '',
  ]
}

function describeDetection(
  explanation: ExplainedEvent['detections'][number],
  event: ActivityEvent,
  judgedLater: ReadonlySet<string>,
  ink: Ink,
): string[] {
  const { slug, matched, logCounts, outcomeCounts, leftOutAs, reasons } = explanation
  const lines = [
    `  ${matched ? ink('green', 'matched ') : ink('dim', 'no match')}  ${ink('bold', escapeTerminal(slug))}`,
  ]
  if (!logCounts) return [...lines, `      it does not read events of ${event.log}`]
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

const row = (name: string, text: string): string => `  ${name.padEnd(10)}${escapeTerminal(text)}`
