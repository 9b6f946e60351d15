import type { Incident } from '#findings'
import { escapeTerminal } from '#primitives'
import { incidentRisk } from '../incident-risk.ts'
import { hang } from '../terminal/columns.ts'
import { type DetailOptions, factLines, renderDetails } from '../terminal/finding-details.ts'
import { formatAmount, formatMinute } from '../wording.ts'
import type { KeptFinding } from './kept-finding.ts'

/** All of a finding, what became of it, and the incidents that it is part of. */
export function renderKeptFinding(
  { finding, status, history = [], incidents = [] }: KeptFinding,
  options: DetailOptions,
): string[] {
  const { ink, width } = options
  const details = renderDetails(finding, options)
  const facts = details.indexOf('') + 1
  return [
    ...details.slice(0, facts),
    ...factLines('id', finding.id, width),
    ...factLines('status', status, width),
    ...details.slice(facts),
    '',
    ink('bold', 'History'),
    ...history.flatMap(({ at, action, by, reason }) =>
      hang(
        `  ${formatMinute(at)}  `,
        escapeTerminal(`${action.padEnd(12)}  by ${by}${reason === null ? '' : `: ${reason}`}`),
        width,
      ),
    ),
    ...(incidents.length === 0
      ? []
      : ['', ink('bold', 'Part of'), ...incidents.flatMap(one => incidentLines(one, width))]),
  ]
}

function incidentLines(incident: Incident, width: number): string[] {
  const { severity, entity, findings, reason, id } = incident
  return hang(
    `  ${severity}  `,
    escapeTerminal(
      `${entity.value} (${entity.type}), ${formatAmount(findings.length, 'finding')}, ${incidentRisk(incident)}: ${reason}  ${id}`,
    ),
    width,
    4,
  )
}
