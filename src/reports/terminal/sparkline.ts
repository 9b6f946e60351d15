import type { ActivitySummary } from '#activity'
import { formatAmount, formatMinute, formatSpan } from '../wording.ts'
import type { Ink } from './ink.ts'

const hour = 3_600_000
const bars = '▁▂▃▄▅▆▇█'

/** Activity over time: one bar per equal part of the span, on a square-root scale so that quiet hours still show. */
export function renderSparkline(activity: ActivitySummary, width: number, ink: Ink): string[] {
  const { counts, start } = activity.hours
  if (counts.length < 2) return []
  const perBar = Math.ceil(counts.length / Math.max(1, width))
  const sums: number[] = []
  for (let at = 0; at < counts.length; at += perBar) {
    sums.push(counts.slice(at, at + perBar).reduce((sum, count) => sum + count, 0))
  }
  const peak = Math.max(...sums)
  const line = sums.map(sum => (sum === 0 ? ' ' : barOf(sum, peak))).join('')
  const peakTime = start + sums.indexOf(peak) * perBar * hour
  const legend = `one bar is ${formatSpan(perBar * hour)}; most in the one from ${formatMinute(peakTime)}: ${formatAmount(peak, 'event')}`
  return [ink('cyan', line), ink('dim', legend)]
}

/** A bar for a share of the peak, on a square-root scale. */
export function barOf(sum: number, peak: number): string {
  const level = Math.sqrt(sum / peak)
  return bars[Math.min(bars.length - 1, Math.floor(level * bars.length))] ?? ''
}
