import { networksPerPrincipal } from '#activity'
import type { Finding } from '#findings'
import { escapeMarkdown } from '#primitives'
import { incidentRisk } from './incident-risk.ts'
import { nothingSearched } from './nothing-searched.ts'
import type { ScanResult } from './scan-result.ts'
import { describeStep } from './steps.ts'
import { describe } from './terminal/finding-lines.ts'
import { formatAmount, formatBytes, formatCount, formatMinute, kindOf, shortenArns } from './wording.ts'

/** A report to paste into a ticket: findings, who was here, the account of the run. */
export function renderMarkdown(result: ScanResult): string {
  const { findings, account, activity } = result
  const lines = [
    '# S3 activity report',
    '',
    ...boldLine(nothingSearched(account)),
    `${formatAmount(findings.length, 'finding')} in ${formatAmount(account.records.received, 'record')} of ${formatAmount(account.files.read, 'file')} (${formatBytes(account.bytes)}), ${formatMinute(activity.first)} to ${formatMinute(activity.last)}.`,
    '',
  ]
  if (findings.length > 0) lines.push('## Findings', '', ...findings.flatMap(renderFinding))
  if (result.incidents.length > 0) {
    lines.push('## Incidents', '')
    for (const incident of result.incidents) {
      lines.push(
        `- **${incident.severity}** ${kindOf(incident.entity.type)}${escapeMarkdown(incident.entity.value)}: ${escapeMarkdown(incident.reason)} (${formatAmount(incident.findings.length, 'finding')}, ${incidentRisk(incident)})`,
      )
    }
    lines.push('')
  }
  lines.push(
    '## Who was here',
    '',
    ...renderActors(result),
    '',
    '## Account of the run',
    '',
    ...renderAccountItems(result),
  )
  return `${lines.join('\n')}\n`
}

const boldLine = (text: string | undefined): string[] => (text === undefined ? [] : [`**${text}.**`, ''])

function renderFinding(finding: Finding): string[] {
  const rows: [string, string][] = [
    [
      'when',
      `${formatMinute(finding.firstSeen)} to ${formatMinute(finding.lastSeen)}, ${formatAmount(finding.count, 'event')}`,
    ],
    ['who', `${finding.actor.session} (${finding.actor.kind})`],
    ['from', finding.network.ip ?? finding.network.service ?? 'unknown'],
    ['buckets', finding.buckets.join(', ') || 'none named'],
    ['outcome', finding.outcome],
    [
      'risk',
      `${finding.risk.score} = confidence ${finding.risk.confidence} x impact ${finding.risk.impact} / 100${finding.risk.adjustments.map(({ add, reason }) => `, ${add >= 0 ? '+' : ''}${add} ${reason}`).join('')}`,
    ],
    ...(finding.steps ?? []).map((step, index): [string, string] => [`step ${index + 1}`, describeStep(step)]),
    [
      'why',
      finding.why
        .filter(({ operator }) => operator !== 'step')
        .slice(0, 5)
        .map(describe)
        .join('; '),
    ],
    ['ATT&CK', [...finding.attack.tactics, ...finding.attack.techniques].join(', ')],
    ['events', finding.eventIds.slice(0, 5).join(', ')],
    ['id', finding.id],
  ]
  const titles = [finding.detection.title, ...finding.alsoMatched.map(also => also.title)].join(' + ')
  return [
    `### ${finding.severity}: ${escapeMarkdown(shortenArns(finding.message, finding.account))}`,
    '',
    escapeMarkdown(titles),
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |`),
    '',
  ]
}

function renderActors({ activity }: ScanResult): string[] {
  if (activity.principals.length === 0) return ['No S3 activity.']
  return [
    '| actor | reads | writes | denied | first seen | last seen | networks |',
    '|---|--:|--:|--:|---|---|---|',
    ...activity.principals.map(one => {
      const networks = one.networks.map(network => `${network.isNew ? 'new: ' : ''}${network.name}`)
      if (networks.length >= networksPerPrincipal) networks.push('perhaps more')
      const cells = [
        `${one.isNew ? 'new: ' : ''}${one.principal}`,
        formatCount(one.read),
        formatCount(one.write),
        formatCount(one.denied),
        formatMinute(one.first),
        formatMinute(one.last),
        networks.join(', '),
      ]
      return `| ${cells.map(escapeMarkdown).join(' | ')} |`
    }),
  ]
}

function renderAccountItems({ account, detections }: ScanResult): string[] {
  const rejected = Object.entries(account.records.rejected).filter(([, count]) => count > 0)
  return [
    `- ${formatAmount(account.files.found, 'file')} found, ${formatCount(account.files.read)} read, ${formatCount(account.files.skipped)} skipped, ${formatCount(account.files.failed)} failed`,
    `- ${formatAmount(account.records.received, 'record')} received, ${formatCount(account.records.notNeeded)} of other services passed over${rejected.map(([code, count]) => `, ${formatCount(count)} rejected: ${code}`).join('')}`,
    ...detections
      .filter(detection => detection.state !== 'active')
      .map(
        detection =>
          `- ${detection.state}: ${escapeMarkdown(detection.title)} (${escapeMarkdown(detection.note ?? '')})`,
      ),
    ...detections.flatMap(({ title, limits }) =>
      limits === undefined ? [] : `- not all: ${escapeMarkdown(title)} (${escapeMarkdown(limits)})`,
    ),
  ]
}
