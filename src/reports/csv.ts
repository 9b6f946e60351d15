import type { Finding } from '#findings'
import { escapeCsv, escapeTerminal } from '#primitives'

/** Columns only ever get added at the end: other people's programs read them. */
const columns: readonly (readonly [string, (finding: Finding) => string])[] = [
  ['id', finding => finding.id],
  ['severity', finding => finding.severity],
  ['risk_score', finding => String(finding.risk.score)],
  ['detection', finding => finding.detection.slug],
  ['title', finding => finding.detection.title],
  ['also_matched', finding => finding.alsoMatched.map(also => also.slug).join('; ')],
  ['message', finding => finding.message],
  ['first_seen', finding => finding.firstSeen ?? ''],
  ['last_seen', finding => finding.lastSeen ?? ''],
  ['count', finding => String(finding.count)],
  ['outcome', finding => finding.outcome],
  ['actor_principal', finding => finding.actor.principal],
  ['actor_session', finding => finding.actor.session],
  ['actor_kind', finding => finding.actor.kind],
  ['actor_account', finding => finding.actor.account ?? ''],
  ['ip', finding => finding.network.ip ?? ''],
  ['service', finding => finding.network.service ?? ''],
  ['country', finding => finding.network.country ?? ''],
  ['asn', finding => finding.network.asn ?? ''],
  ['account', finding => finding.account ?? ''],
  ['region', finding => finding.region ?? ''],
  ['buckets', finding => finding.buckets.join('; ')],
  ['tactics', finding => finding.attack.tactics.join('; ')],
  ['techniques', finding => finding.attack.techniques.join('; ')],
  ['event_ids', finding => finding.eventIds.join('; ')],
  ['files', finding => [...new Set(finding.evidence.map(event => event.file))].join('; ')],
]

/**
 * Findings as RFC 4180 CSV with a header row; cells cannot become formulas.
 *
 * @param statuses of findings in a state file, in the same order: one more column.
 */
export function renderCsv(findings: readonly Finding[], statuses?: readonly string[]): string {
  const rows = [
    [...columns.map(([name]) => name), ...(statuses ? ['status'] : [])],
    ...findings.map((finding, at) => [
      ...columns.map(([, read]) => read(finding)),
      ...(statuses?.slice(at, at + 1) ?? []),
    ]),
  ]
  return rows.map(row => `${row.map(cell => escapeCsv(escapeTerminal(cell))).join(',')}\r\n`).join('')
}
