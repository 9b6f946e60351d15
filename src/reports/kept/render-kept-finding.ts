import type { Incident } from '#findings'
import { escapeTerminal } from '#primitives'
import { factLine, renderDetails } from '../terminal/finding-details.ts'
import type { Ink } from '../terminal/ink.ts'
import { formatAmount, formatMinute } from '../wording.ts'
import type { KeptFinding } from './kept-finding.ts'

/** All of a finding, what became of it, and the incidents that it is part of. */
export function renderKeptFinding({ finding, status, history = [], incidents = [] }: KeptFinding, ink: Ink): string[] {
  const [head = '', blank = '', ...rest] = renderDetails(finding, ink)
  return [
    head,
    blank,
    factLine('id', finding.id),
    factLine('status', status),
    ...rest,
    '',
    ink('bold', 'History'),
    ...history.map(
      ({ at, action, by, reason }) =>
        `  ${formatMinute(at)}  ${escapeTerminal(`${action.padEnd(12)}  by ${by}${reason === null ? '' : `: ${reason}`}`)}`,
    ),
    ...(incidents.length === 0 ? [] : ['', ink('bold', 'Part of'), ...incidents.map(incidentLine)]),
  ]
}

const incidentLine = ({ severity, entity, findings, score, reason, id }: Incident): string =>
  `  ${severity}  ${escapeTerminal(`${entity.value} (${entity.type}), ${formatAmount(findings.length, 'finding')}, risk ${score}: ${reason}  ${id}`)}`
