import stringWidth from 'string-width'
import type { EntityRisk, Incident } from '#findings'
import { escapeTerminal } from '#primitives'
import { incidentRisk } from '../incident-risk.ts'
import { formatAmount, formatMinute, kindOf, shortenArns } from '../wording.ts'
import { alignColumns, type Column, wrap } from './columns.ts'
import { type Ink, severityStyles } from './ink.ts'

/** Findings that add up on one entity. */
export function renderIncidents(
  incidents: readonly Incident[],
  home: string | null,
  ink: Ink,
  width: number,
): string[] {
  return incidents.flatMap(incident => {
    const severity = ` ${incident.severity.toUpperCase()} `
    const name = `${kindOf(incident.entity.type)}${nameEntity(incident.entity, home)}`
    const when = `${formatMinute(incident.firstSeen)} to ${formatMinute(incident.lastSeen)}`
    const head = `${ink(severityStyles[incident.severity], severity)} ${ink('bold', name)}`
    const what = `${formatAmount(incident.findings.length, 'finding')}, ${incidentRisk(incident)}: ${escapeTerminal(incident.reason)} · ${incident.id}`
    return [
      ...(stringWidth(`${severity} ${name}  ${when}`) > width ? [head, `    ${when}`] : [`${head}  ${when}`]),
      ...wrap(what, width - 4).map(line => ink('dim', `    ${line}`)),
    ]
  })
}

const riskColumns: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'risk', align: 'right' },
  { title: 'entity', align: 'left' },
  { title: '', align: 'left', max: 64, yields: true },
  { title: 'worst 7 days', align: 'left' },
]

/** The entities with the highest risk, with a bar each where there is room. */
export function renderEntityRisk(
  risks: readonly EntityRisk[],
  limit: number,
  home: string | null,
  ink: Ink,
  width: number,
): string[] {
  const shown = risks.slice(0, limit)
  const most = Math.max(1, ...shown.map(risk => risk.score))
  const rows = shown.map(risk => [
    '█'.repeat(Math.max(1, Math.round((risk.score / most) * 12))),
    String(Math.round(risk.score)),
    `${risk.entity.type} (${risk.entity.role})`,
    nameEntity(risk.entity, home),
    formatAmount(risk.findings.length, 'finding'),
  ])
  const whole = alignColumns(riskColumns, rows)
  // A name says more than a bar.
  const [title = '', ...lines] = whole.some(line => stringWidth(line) > width)
    ? alignColumns(
        riskColumns.slice(1),
        rows.map(row => row.slice(1)),
        width,
      )
    : whole
  return [ink('dim', title), ...lines]
}

const nameEntity = (entity: EntityRisk['entity'], home: string | null): string =>
  escapeTerminal(shortenArns(entity.value, home))
