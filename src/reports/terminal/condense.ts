import type { Finding } from '#findings'
import { escapeTerminal } from '#primitives'
import { mostCommon } from '../tally.ts'
import { formatCount, formatMinute, nameActor } from '../wording.ts'
import { cut, wrap } from './columns.ts'
import type { Ink } from './ink.ts'

/** More mild findings of one detection than this are told together. */
const toldOneByOne = 3
const named = 3
/** Longer names are cut, since a line of them must fit into a narrow screen. */
const longestName = 60

/** Mild findings in rows, of one finding or of many of one kind, each where the worst of it stands. */
export function condense(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const byDetection = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.detection.slug} ${finding.outcome}`
    byDetection.set(key, [...(byDetection.get(key) ?? []), finding])
  }
  const together = new Map<Finding | undefined, readonly Finding[]>()
  for (const group of byDetection.values()) {
    if (group.length > toldOneByOne) together.set(group[0], group)
    else for (const finding of group) together.set(finding, [finding])
  }
  return findings.flatMap(finding => {
    const row = together.get(finding)
    return row ? [row] : []
  })
}

/** `35 findings: S3 bucket deleted`, by whom, about what, when, and one of the ids. */
export function renderMany(group: readonly Finding[], width: number, home: string | null, ink: Ink): string[] {
  const [first] = group
  if (!first) return []
  const times = group.flatMap(({ firstSeen }) => firstSeen ?? []).sort()
  const when = formatMinute(times[0])
  const indent = ' '.repeat(when.length + 4)
  const outcome = first.outcome === 'success' ? '' : `, ${first.outcome}`
  const head = `${formatCount(group.length)} findings up to ${formatMinute(times.at(-1))}: ${first.detection.title}${outcome}`
  const facts = [
    `by ${listMostCommon(group.map(({ actor }) => nameActor(actor.principal, actor.kind, home)))}`,
    `in ${listMostCommon(group.flatMap(({ buckets }) => buckets))}`,
    first.attack.techniques.join(', '),
    `risk up to ${Math.max(...group.map(({ risk }) => risk.score))}`,
    `one is ${first.id}, -v tells them all`,
  ].filter(fact => fact !== '' && !fact.endsWith(' '))
  return [
    ...wrap(escapeTerminal(head), width - indent.length).map((line, index) =>
      index === 0 ? `  ${ink('bold', when)}  ${ink('bold', line)}` : indent + ink('bold', line),
    ),
    ...wrap(escapeTerminal(facts.join(' · ')), width - indent.length).map(line => indent + ink('dim', line)),
  ]
}

/** The most common ones with their counts. */
function listMostCommon(texts: readonly string[]): string {
  const sorted = mostCommon(texts)
  const shown = sorted.slice(0, named).map(([text, count]) => cut(text, longestName) + (count > 1 ? ` (${count})` : ''))
  const more = sorted.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
