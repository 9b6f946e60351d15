import { type DetectionStatus, isNothingHeld, isNothingUsable, type ScanResult } from '../scan-result.ts'
import { formatAmount, formatCount } from '../wording.ts'
import { labelWidth, renderLabelled } from './account-lines.ts'
import type { Ink } from './ink.ts'

/** Titles named before the rest is only counted. */
const named = 3

/**
 * What the run could not see: absent logs, detections still learning, what was too much to judge, buckets without object-level
 * logs. A line per reason; `verbose` gives a line per detection. Nothing when no log could be used, since then the run saw nothing at all.
 */
export function renderBlindness(
  result: ScanResult,
  ink: Ink,
  verbose: boolean,
  width = Number.POSITIVE_INFINITY,
): string[] {
  const { account } = result
  if (account.files.read === 0 || isNothingUsable(account) || isNothingHeld(account)) return []
  const blind = result.detections.filter(({ state }) => state === 'blind')
  const learning = result.detections.filter(({ state }) => state === 'learning')
  const limited = result.detections.filter(({ limits }) => limits !== undefined)
  const lines: Line[] = verbose
    ? [
        ...[...blind, ...learning].map(({ state, title, note }) => [state, `${title}: ${note ?? ''}`] as const),
        ...limited.map(({ title, limits }) => ['not all', `${title}: ${limits ?? ''}`] as const),
      ]
    : [
        ...byReason('blind', blind, ({ note }) => note),
        ...inOneLine(learning),
        ...byReason('not all', limited, ({ limits }) => limits),
      ]
  const buckets = [...result.activity.buckets.values()]
  const dark = buckets.filter(bucket => !bucket.data && !bucket.accessLog).length
  if (dark > 0) {
    const share = `${formatCount(dark)} of ${formatAmount(buckets.length, 'bucket')}`
    lines.push(['objects', `no data events and no access log for ${share}: what was read there does not show`])
  }
  return lines.flatMap(([word, text]) =>
    renderLabelled(ink(word === 'learning' ? 'blue' : 'magenta', word.padEnd(labelWidth)), text, width),
  )
}

type Line = readonly [word: string, text: string]

function byReason(
  word: string,
  all: readonly DetectionStatus[],
  reasonOf: (one: DetectionStatus) => string | undefined,
): Line[] {
  return [...Map.groupBy(all, one => reasonOf(one) ?? '')].map(([reason, those]) => [
    word,
    `${formatAmount(those.length, 'detection')}: ${reason} (${titles(those)})`,
  ])
}

function inOneLine(learning: readonly DetectionStatus[]): Line[] {
  if (learning.length === 0) return []
  const what = `${formatAmount(learning.length, 'detection')} that compare with the past: the logs go back too little for some of it, so that a first time says nothing there`
  return [['learning', `${what} (${titles(learning)}; -v says which)`]]
}

function titles(those: readonly DetectionStatus[]): string {
  const rest = those.length - named
  const shown = those.slice(0, named).map(({ title }) => title)
  return rest > 0 ? `${shown.join('; ')} and ${formatCount(rest)} more` : shown.join('; ')
}
