import type { Finding, Incident } from '#findings'
import { escapeTerminal } from '#primitives'
import { incidentRisk } from '../incident-risk.ts'
import { formatMinute, shortenArns } from '../wording.ts'
import { hang } from './columns.ts'
import { type DetailOptions, factLines, severityHead } from './finding-details.ts'

/** What adds up to an incident: when, how much, and each of its findings. */
export function renderIncidentDetails(
  incident: Incident,
  all: readonly Finding[],
  { ink, width, home }: DetailOptions,
): string[] {
  const { severity, entity, firstSeen, lastSeen, reason } = incident
  const findings = all.filter(finding => incident.findings.includes(finding.id))
  return [
    ...severityHead(severity, `${entity.value} (${entity.type}, ${entity.role})`, { ink, width }),
    '',
    ...factLines('when', `${formatMinute(firstSeen)} to ${formatMinute(lastSeen)}`, width),
    ...factLines('risk', `${incidentRisk(incident).replace('risk ', '')}: ${reason}`, width),
    '',
    ink('bold', 'Findings'),
    ...findings.flatMap(finding => [
      ...hang(
        `  ${formatMinute(finding.firstSeen)}  ${finding.severity.padEnd(8)}  `,
        escapeTerminal(shortenArns(finding.message, home)),
        width,
        21,
      ),
      ink('dim', `${' '.repeat(21)}${finding.id}  ${finding.detection.slug}`),
    ]),
  ]
}
