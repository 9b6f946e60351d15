import { formatPlace, jsonText } from '#primitives'
import type { ScanResult } from './scan-result.ts'

/** One finding a line, the worst first; with the schema docs/reference/finding.schema.json. */
export const renderJsonLines = (result: ScanResult): string =>
  result.findings.map(finding => `${jsonText(finding)}\n`).join('')

/** The whole result in one object; with the schema docs/reference/report.schema.json. */
export function renderJson(result: ScanResult): string {
  const { activity, account } = result
  const report = {
    schema: 'bucketwatch.report/1',
    findings: result.findings,
    incidents: result.incidents,
    entityRisk: result.entityRisk,
    detections: result.detections,
    knowledge: result.knowledge,
    allow: result.allow.uses.map(({ entry, state, hidden }) => ({
      match: entry.match,
      reason: entry.reason,
      owner: entry.owner,
      expires: isoTime(entry.expires),
      at: formatPlace(entry.at),
      state,
      hidden,
    })),
    suppressed: result.allow.suppressed,
    activity: {
      first: isoTime(activity.first),
      last: isoTime(activity.last),
      events: activity.events,
      duplicates: activity.duplicates,
      exact: activity.exact,
      logs: [...activity.logs].sort(),
      hours: { start: isoTime(activity.hours.start), counts: activity.hours.counts },
      principals: activity.principals.map(one => ({
        ...one,
        first: isoTime(one.first),
        last: isoTime(one.last),
        networks: one.networks.map(network => ({ ...network, first: isoTime(network.first) })),
        buckets: one.buckets.map(bucket => ({ ...bucket, first: isoTime(bucket.first) })),
      })),
      buckets: [...activity.buckets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, logs]) => ({ name, ...logs })),
    },
    account,
  }
  return `${withNumbersInRows(jsonText(report, 2))}\n`
}

/** Years of hours are one line, not a hundred thousand. No text of JSON has a line break in it, so that no other place is touched. */
const withNumbersInRows = (json: string): string =>
  json.replace(/\[\n(?:\s+-?[\d.e+-]+,?\n)+\s*\]/g, rows =>
    rows.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  )

const isoTime = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString())
