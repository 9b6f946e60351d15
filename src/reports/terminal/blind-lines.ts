import { escapeTerminal } from '#primitives'
import type { DetectionStatus, ScanResult } from '../scan-result.ts'
import { formatAmount, formatCount } from '../wording.ts'
import type { Ink } from './ink.ts'

/** Titles named before the rest is only counted. */
const named = 3

/**
 * What the run could not see: absent logs, detections still learning, buckets without object-level logs. A line per
 * reason; `verbose` gives a line per detection. Nothing when no log was read, since then the run saw nothing at all.
 */
export function renderBlindness(result: ScanResult, ink: Ink, verbose: boolean): string[] {
  if (result.account.files.read === 0) return []
  const blind = result.detections.filter(({ state }) => state === 'blind')
  const learning = result.detections.filter(({ state }) => state === 'learning')
  const lines = verbose
    ? [...blind, ...learning].map(({ state, title, note }) => line(state, `${title}: ${note ?? ''}`, ink))
    : [...blindByNeed(blind, ink), ...inOneLine(learning, ink)]
  const buckets = [...result.activity.buckets.values()]
  const dark = buckets.filter(bucket => !bucket.data && !bucket.accessLog).length
  if (dark > 0) {
    const share = `${formatCount(dark)} of ${formatAmount(buckets.length, 'bucket')}`
    lines.push(line('objects', `no data events and no access log for ${share}: what was read there does not show`, ink))
  }
  return lines
}

function blindByNeed(blind: readonly DetectionStatus[], ink: Ink): string[] {
  const byNeed = Map.groupBy(blind, ({ note }) => note ?? '')
  return [...byNeed].map(([need, those]) =>
    line('blind', `${formatAmount(those.length, 'detection')}: ${need} (${titles(those)})`, ink),
  )
}

function inOneLine(learning: readonly DetectionStatus[], ink: Ink): string[] {
  if (learning.length === 0) return []
  const what = `${formatAmount(learning.length, 'detection')}: for some of what is compared with its own past, it is too short`
  return [line('learning', `${what} (${titles(learning)}; -v says which)`, ink)]
}

function titles(those: readonly DetectionStatus[]): string {
  const rest = those.length - named
  const shown = those.slice(0, named).map(({ title }) => title)
  return rest > 0 ? `${shown.join('; ')} and ${formatCount(rest)} more` : shown.join('; ')
}

const line = (word: string, text: string, ink: Ink): string =>
  `${ink(word === 'learning' ? 'blue' : 'magenta', word.padEnd(labelWidth))}${escapeTerminal(text)}`

const labelWidth = 10
