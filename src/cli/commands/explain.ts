import type { ActivityEvent } from '#events'
import type { Finding } from '#findings'
import { type ExplainedEvent, explain } from '#pipeline'
import { escapeTerminal, jsonText } from '#primitives'
import {
  type DetailOptions,
  describeKnowledge,
  describeReason,
  factLines,
  formatAmount,
  formatMinute,
  hang,
  homeAccount,
  type Ink,
  renderDetails,
  renderIncidentDetails,
} from '#reports'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { inkFor } from '../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../load-configuration.ts'
import { failed, loadDetections } from '../load-detections.ts'
import { scanSettings } from '../scan-settings.ts'
import { called, textWidth, writeOut } from '../terminal.ts'

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
  const width = textWidth(process.stdout)
  const ids = [...findings, ...incidents].map(one => one.id)
  if (ids.length > 1) throw new CommandError(`${id} begins several ids: ${ids.join(', ')}`)
  const [finding] = findings
  const [incident] = incidents
  const here = hang('Known here: ', escapeTerminal(describeKnowledge(knowledge) ?? 'nothing'), width)
  const known = here.map(line => ink('dim', line))
  if (finding) {
    const details = renderDetails(finding, { ink, width, home: homeAccount(all) })
    return answer(options, finding, [...details, '', ...known, ...nextSteps(finding, ink)])
  }
  if (incident)
    return answer(options, incident, renderIncidentDetails(incident, all, { ink, width, home: homeAccount(all) }))
  if (events.length > 0)
    return answer(options, events, [
      ...events.flatMap(event => describeEvent(event, judgedLater, { ink, width })),
      ...known,
    ])
  throw new CommandError(
    `there is no finding, incident or event "${escapeTerminal(id)}" in these logs (an id, or at least its first 4 characters)`,
    exitCodes.input,
  )
}

const nextSteps = ({ detection }: Finding, ink: Ink): string[] => [
  '',
  ink('bold', 'Next: known false alarms, and what to do'),
  `  ${ink('cyan', `${called()} detections show ${escapeTerminal(detection.slug)}`)}`,
]

async function answer(options: ExplainOptions, json: unknown, lines: readonly string[]): Promise<number> {
  await writeOut(process.stdout, options.format === 'json' ? `${jsonText(json, 2)}\n` : `${lines.join('\n')}\n`)
  return exitCodes.done
}

type Screen = Pick<DetailOptions, 'ink' | 'width'>

function describeEvent(
  { event, detections, findings }: ExplainedEvent,
  judgedLater: ReadonlySet<string>,
  options: Screen,
): string[] {
  const { ink, width } = options
  const about = detections
    .filter(({ logCounts, callCounts }) => logCounts && callCounts)
    .toSorted((one, other) => Number(other.matched) - Number(one.matched))
  const others = detections.length - about.length
  return [
    ink('bold', escapeTerminal(`${event.action} ${event.id}`)),
    ...factLines('when', formatMinute(event.time), width),
    ...factLines('who', `${event.actor.session} (${event.actor.kind})`, width),
    ...factLines(
      'outcome',
      event.errorCode === undefined ? event.outcome : `${event.outcome} (${event.errorCode})`,
      width,
    ),
    ...factLines('bucket', event.bucket ?? 'none named', width),
    ...factLines('file', `${event.origin.file}#${event.origin.record}`, width),
    ...factLines(
      'findings',
      findings.map(finding => `${finding.id} (${finding.detection.slug})`).join(', ') || 'none',
      width,
    ),
    '',
    ...about.flatMap(explanation => describeDetection(explanation, event, judgedLater, options)),
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
  { ink, width }: Screen,
): string[] {
  const { slug, matched, outcomeCounts, leftOutAs, reasons } = explanation
  const said = (text: string): string[] => hang('      ', text, width, 8)
  const lines = [
    `  ${matched ? ink('green', 'matched ') : ink('dim', 'no match')}  ${ink('bold', escapeTerminal(slug))}`,
  ]
  if (leftOutAs !== undefined)
    lines.push(...said(`it leaves out what is AWS's own: the event is ${leftOutAs} (event.noise)`))
  if (!outcomeCounts) lines.push(...said(`it does not count the outcome ${event.outcome}`))
  if (matched && judgedLater.has(slug)) {
    lines.push(...said('it counts; what comes of it is for the other events to say: see the findings above'))
  }
  return [
    ...lines,
    ...reasons.flatMap(reason => said(`${reason.matched === matched ? '' : 'but '}${describeReason(reason)}`)),
  ]
}
