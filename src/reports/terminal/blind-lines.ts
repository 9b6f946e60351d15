import { escapeTerminal } from '#primitives'
import type { ScanResult } from '../scan-result.ts'
import { formatAmount, formatCount } from '../wording.ts'
import type { Ink } from './ink.ts'

/** What the run could not see: absent logs, detections still learning, buckets without object-level logs. */
export function renderBlindness(result: ScanResult, ink: Ink): string[] {
  const lines: string[] = []
  for (const detection of result.detections) {
    if (detection.state === 'active') continue
    const state = ink(detection.state === 'blind' ? 'magenta' : 'blue', detection.state.padEnd(9))
    lines.push(`${state}${escapeTerminal(detection.title)}: ${escapeTerminal(detection.note ?? '')}`)
  }
  const buckets = [...result.activity.buckets.values()]
  const dark = buckets.filter(bucket => !bucket.data && !bucket.accessLog).length
  if (dark > 0) {
    lines.push(
      `${ink('magenta', 'objects'.padEnd(9))}no data events and no access log for ${formatCount(dark)} of ${formatAmount(buckets.length, 'bucket')}: what was read there does not show`,
    )
  }
  return lines
}
