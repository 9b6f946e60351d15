import type { Detection } from '#detect'
import type { AllowUse, Finding } from '#findings'
import { type Explanation, explain } from '#pipeline'
import { escapeTerminal, formatPlace, jsonText } from '#primitives'
import {
  describeKnowledge,
  formatCount,
  hang,
  homeAccount,
  type Ink,
  renderDetails,
  renderIncidentDetails,
} from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { inkFor } from '../../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { scanSettings } from '../../scan-settings.ts'
import { called, textWidth, writeOut } from '../../terminal.ts'
import { tellUnread, unreadInput } from '../../unread-input.ts'
import { describeEvents } from './describe-events.ts'

export interface ExplainOptions extends RuleOptions {
  readonly baseline?: readonly string[]
  readonly limit?: number
  readonly format?: 'table' | 'json'
  readonly color: boolean
}

/** Records of one id are mostly the same one, delivered again: a person reads one of them. */
const usualLimit = { table: 1, json: 10 } as const

/** Why there is a finding, or why each detection did or did not match an event. */
export async function runExplain(id: string, paths: readonly string[], options: ExplainOptions): Promise<number> {
  const configuration = await loadConfiguration(options, ruleFlags(options))
  const { detections } = await loadDetections(configuration)
  const { format = 'table', limit = usualLimit[format] } = options
  const explanation = await explain(id, limit, {
    paths,
    detections,
    ...scanSettings(configuration),
    allow: configuration.allow,
    baseline: options.baseline ?? [],
    stdin: process.stdin,
  })
  if (!explanation.ok) throw failed(explanation.issues)
  const answer = answerTo(id, explanation.value, detections, inkFor(options))
  const unread = unreadInput(explanation.value.account, paths)
  if (answer === undefined) throw new CommandError(unread ?? nothingOf(id), exitCodes.input)
  const text = format === 'json' ? jsonText(answer.json, 2) : answer.lines.join('\n')
  await writeOut(process.stdout, `${text}\n`)
  const { events, eventCount } = explanation.value
  if (format === 'json' && events === answer.json && eventCount > events.length)
    await writeOut(process.stderr, `${formatCount(events.length)} of ${formatCount(eventCount)} records: see --limit\n`)
  return tellUnread(explanation.value.account, paths)
}

const nothingOf = (id: string): string =>
  `there is no finding, incident or event "${escapeTerminal(id)}" in these logs (an id, or of a finding or incident at least its first 4 characters)`

interface Answer {
  readonly json: unknown
  readonly lines: readonly string[]
}

/** What an id stands for; undefined where it stands for nothing. */
function answerTo(
  id: string,
  explanation: Explanation,
  detections: readonly Detection[],
  ink: Ink,
): Answer | undefined {
  const { findings, incidents, all, allow, events, knowledge } = explanation
  const width = textWidth(process.stdout)
  const ids = [...findings, ...incidents].map(one => one.id)
  if (ids.length > 1) throw new CommandError(`${id} begins several ids: ${ids.join(', ')}`)
  const [finding] = findings
  const [incident] = incidents
  const here = hang('Known here: ', escapeTerminal(describeKnowledge(knowledge) ?? 'nothing'), width)
  const known = here.map(line => ink('dim', line))
  const details = { ink, width, home: homeAccount(all) }
  if (finding) {
    const hidden = allowedBy(finding, allow).flatMap(text => hang('', escapeTerminal(text), width, 2))
    const above = hidden.length === 0 ? [] : [...hidden.map(line => ink('yellow', line)), '']
    const lines = [...above, ...renderDetails(finding, details), '', ...known, ...nextSteps(finding, ink)]
    return { json: finding, lines }
  }
  if (incident) return { json: incident, lines: renderIncidentDetails(incident, all, details) }
  if (events.length === 0) return undefined
  const later = detections.filter(({ kind }) => kind.kind !== 'match').map(({ slug }) => slug)
  const judgedLater = new Map(later.map(slug => [slug, explanation.remarks.get(slug)]))
  return { json: events, lines: [...describeEvents(explanation, judgedLater, { ink, width }), ...known] }
}

/** Why a scan does not show it, or why it does again. */
const allowedBy = ({ id }: Finding, allow: readonly AllowUse[]): string[] =>
  allow
    .filter(({ hidden }) => hidden.includes(id))
    .map(({ entry, state }) => {
      const place = `the allow entry at ${formatPlace(entry.at)} (${entry.reason}; ${entry.owner})`
      return state === 'expired'
        ? `Shown again: ${place} hid it until it expired.`
        : `Hidden: a scan does not show this finding, because of ${place}.`
    })

const nextSteps = ({ detection }: Finding, ink: Ink): string[] => [
  '',
  ink('bold', 'Next: known false alarms, and what to do'),
  `  ${ink('cyan', `${called()} detections show ${escapeTerminal(detection.slug)}`)}`,
]
