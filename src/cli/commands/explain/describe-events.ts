import type { ActivityEvent } from '#events'
import type { ExplainedEvent, Explanation } from '#pipeline'
import { escapeTerminal } from '#primitives'
import { type DetailOptions, describeReason, factLines, formatAmount, formatCount, formatMinute, hang } from '#reports'

/** Detections that one event does not decide, with what kept them from judging all events. */
type JudgedLater = ReadonlyMap<string, string | undefined>

type Screen = Pick<DetailOptions, 'ink' | 'width'>

/** Records of one id: some in full, and of the others that there are. */
export function describeEvents(
  { events, eventCount, others }: Explanation,
  judgedLater: JudgedLater,
  options: Screen,
): string[] {
  const lines = events.flatMap(event => describeEvent(event, judgedLater, options))
  const more = eventCount - events.length
  return more === 0 ? lines : [...lines, ...nameOthers(more, others, eventCount, options)]
}

function nameOthers(more: number, others: readonly ActivityEvent[], all: number, { ink, width }: Screen): string[] {
  const unnamed = more - others.length
  return [
    ink(
      'bold',
      `${formatAmount(more, 'more record has', 'more records have')} this id (--limit ${all} explains all of them)`,
    ),
    ...others.flatMap(event => hang('  ', escapeTerminal(lineOf(event)), width, 4)),
    ...(unnamed > 0 ? [`  and ${formatCount(unnamed)} more`] : []),
    '',
  ]
}

const lineOf = ({ time, action, outcome, key, origin }: ActivityEvent): string =>
  [formatMinute(time), action, outcome, key ?? '', `${origin.file}#${origin.record}`]
    .filter(part => part !== '')
    .join('  ')

function describeEvent(
  { event, detections, findings }: ExplainedEvent,
  judgedLater: JudgedLater,
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
  judgedLater: JudgedLater,
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
    const remark = judgedLater.get(slug)
    if (remark !== undefined) lines.push(...said(escapeTerminal(remark)))
  }
  return [
    ...lines,
    ...reasons.flatMap(reason => said(`${reason.matched === matched ? '' : 'but '}${describeReason(reason)}`)),
  ]
}
