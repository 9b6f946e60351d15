import { compareSeverity, type Finding } from '#findings'
import { formatPlace } from '#primitives'
import type { ScanResult } from '../scan-result.ts'
import { mostCommon, tally } from '../tally.ts'

const day = 86_400_000
const topActors = 3

/** What one detection would have said over a history of logs. */
export interface BacktestRow {
  readonly slug: string
  readonly title: string
  readonly state: 'active' | 'learning' | 'blind'
  /** Shown, and hidden by allow entries. */
  readonly findings: number
  readonly hidden: number
  /** Of both, for each day of the history, in order. */
  readonly perDay: readonly number[]
  /** The gravest of both. */
  readonly severity: Finding['severity'] | null
  /** The principals with the most findings. */
  readonly actors: readonly { readonly principal: string; readonly findings: number }[]
}

export interface Backtest {
  /** The first day (UTC) of the history, and how many there are; null without a readable time. */
  readonly from: string | null
  readonly days: number
  /** Of all detections together, hidden ones included; those that a narrower detection names as well count in each row. */
  readonly findings: number
  readonly inSeveralRows: number
  /** Those with the most findings first. */
  readonly detections: readonly BacktestRow[]
  /** What each allow entry hides, by detection. */
  readonly allow: readonly {
    readonly at: string
    readonly reason: string
    readonly owner: string
    readonly state: 'used' | 'unused' | 'expired'
    readonly hides: Readonly<Record<string, number>>
  }[]
}

/** A scan's result seen by detection: how often each would have spoken, about whom, and what is hidden of it. */
export function backtestOf({ findings, detections, activity, allow }: ScanResult): Backtest {
  const first = activity.first === undefined ? undefined : Math.floor(activity.first / day)
  const last = activity.last === undefined ? undefined : Math.floor(activity.last / day)
  const days = first === undefined || last === undefined ? 0 : last - first + 1
  const rows = detections.map(({ slug, title, state }): BacktestRow => {
    const shown = findings.filter(finding => isOf(finding, slug))
    const hidden = allow.suppressed.filter(finding => isOf(finding, slug))
    const all = [...shown, ...hidden]
    return {
      slug,
      title,
      state,
      findings: shown.length,
      hidden: hidden.length,
      perDay: countDays(all, first ?? 0, days),
      severity: gravest(all),
      actors: actorsOf(all),
    }
  })
  const both = [...findings, ...allow.suppressed]
  const everything = new Map(both.map(finding => [finding.id, finding]))
  return {
    from: first === undefined ? null : new Date(first * day).toISOString().slice(0, 10),
    days,
    findings: both.length,
    inSeveralRows: both.filter(({ alsoMatched }) => alsoMatched.length > 0).length,
    detections: rows.sort((a, b) => b.findings + b.hidden - (a.findings + a.hidden) || (a.slug < b.slug ? -1 : 1)),
    allow: allow.uses.map(({ entry, state, hidden }) => ({
      at: formatPlace(entry.at),
      reason: entry.reason,
      owner: entry.owner,
      state,
      hides: Object.fromEntries(tally(hidden.flatMap(id => everything.get(id)?.detection.slug ?? []))),
    })),
  }
}

const isOf = ({ detection, alsoMatched }: Finding, slug: string): boolean =>
  detection.slug === slug || alsoMatched.some(other => other.slug === slug)

/** A finding counts on the day it began. */
function countDays(findings: readonly Finding[], first: number, days: number): number[] {
  const counts = Array.from({ length: days }, () => 0)
  for (const { firstSeen } of findings) {
    if (firstSeen === null) continue
    const index = Math.floor(Date.parse(firstSeen) / day) - first
    if (index >= 0 && index < days) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

const gravest = (findings: readonly Finding[]): Finding['severity'] | null =>
  findings
    .map(({ severity }) => severity)
    .toSorted(compareSeverity)
    .at(-1) ?? null

const actorsOf = (findings: readonly Finding[]): BacktestRow['actors'] =>
  mostCommon(findings.map(({ actor }) => actor.principal))
    .slice(0, topActors)
    .map(([principal, count]) => ({ principal, findings: count }))
