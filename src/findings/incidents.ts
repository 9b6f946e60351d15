import { compareText, stableId } from '#primitives'
import type { EntityHistory, TimedFinding } from './entity-history.ts'
import type { Entity, Finding, Incident, Severity } from './finding.ts'
import { bySeverity } from './order.ts'
import { type RiskWindow, riskWindows } from './risk-window.ts'
import { graver, milder, oneGraver } from './severity.ts'

/**
 * The risk at which an entity's findings become an incident: more than any one finding has. An account shares in every
 * finding of all its users, so that it needs twice as much, and two tactics meeting in it tell nothing.
 */
const thresholds: Partial<Record<Entity['type'], number>> = { user: 100, 'ip-address': 100, bucket: 100, account: 200 }

/** Two tactics that meet make an incident from this sum on, one of them of medium severity: small oddities do not. */
const leastTogether = 60

/** The same findings often share several entities: they are told once, for the first of these. */
const told: readonly Entity['type'][] = ['user', 'ip-address', 'bucket', 'account']

/**
 * What adds up on one entity: risk past the threshold within seven days, or two detections of two tactics. Stretches of seven days
 * that overlap make one incident, which may so last longer; its score is that of the gravest stretch.
 */
export function incidentsOf(histories: readonly EntityHistory[]): Incident[] {
  const found = histories.flatMap(runsOf).map(incidentOf).sort(byTelling)
  const kept: Incident[] = []
  const byFinding = new Map<string, Set<string>[]>()
  for (const incident of found) {
    const [first] = incident.findings
    const isTold = first !== undefined && byFinding.get(first)?.some(ids => incident.findings.every(id => ids.has(id)))
    if (isTold) continue
    kept.push(incident)
    const ids = new Set(incident.findings)
    for (const id of ids) byFinding.set(id, [...(byFinding.get(id) ?? []), ids])
  }
  return kept.sort(bySeverity)
}

interface Run {
  readonly entity: Entity
  readonly findings: readonly TimedFinding[]
  readonly score: number
  readonly passed: boolean
}

/** Windows that qualify and share findings make one incident. */
function runsOf({ entity, findings }: EntityHistory): Run[] {
  const threshold = thresholds[entity.type]
  if (threshold === undefined) return []
  const meets = ({ score, tacticsMeet, hasMedium }: RiskWindow): boolean =>
    tacticsMeet && hasMedium && score >= leastTogether && entity.type !== 'account'
  const qualifies = (window: RiskWindow): boolean =>
    window.end - window.start > 1 && (window.score >= threshold || meets(window))
  const runs: { start: number; end: number; score: number }[] = []
  for (const window of riskWindows(findings).filter(qualifies)) {
    const last = runs.at(-1)
    if (!last || window.start >= last.end) runs.push({ ...window })
    else {
      last.end = Math.max(last.end, window.end)
      last.score = Math.max(last.score, window.score)
    }
  }
  return runs.map(({ start, end, score }) => ({
    entity,
    findings: findings.slice(start, end),
    score,
    passed: score >= threshold,
  }))
}

function incidentOf({ entity, findings: timed, score, passed }: Run): Incident {
  const findings = timed.map(({ finding }) => finding)
  const tactics = [...new Set(findings.flatMap(({ attack }) => attack.tactics))].sort()
  const firstSeen = findings[0]?.firstSeen ?? ''
  return {
    schema: 'bucketwatch.incident/1',
    id: stableId(['incident', entity.type, entity.value, findings[0]?.id ?? '']),
    entity,
    severity: severityOfAll(entity.type, findings, score),
    score,
    reason: passed ? byRisk(tactics) : byTactics(tactics),
    tactics,
    findings: findings.map(({ id }) => id),
    firstSeen,
    lastSeen: findings.reduce(
      (last, finding) => ((finding.lastSeen ?? '') > last ? (finding.lastSeen ?? '') : last),
      firstSeen,
    ),
  }
}

/** The number of findings and the sum, with the days that it is of, stand beside it. */
const byRisk = (tactics: readonly string[]): string =>
  tactics.length > 0 ? `findings of ${tactics.join(', ')} add up` : 'findings add up'

const byTactics = (tactics: readonly string[]): string =>
  `detections of different tactics meet within 7 days: ${tactics.join(', ')}`

/**
 * What adds up is one severity graver than its gravest finding at most: no sum of small things is a catastrophe. An account is no graver
 * than that finding: what its users do apart from one another is no more together.
 */
function severityOfAll(type: Entity['type'], findings: readonly Finding[], score: number): Severity {
  const gravest = findings.reduce<Severity>((severity, finding) => graver(severity, finding.severity), 'low')
  const most = type === 'account' ? graver(gravest, 'medium') : oneGraver(gravest)
  return graver(gravest, milder(most, severityOfRisk(score)))
}

/** An incident is at least of medium severity; a sum has no upper end, so the bands are wider than a finding's. */
const severityOfRisk = (score: number): Severity => (score >= 200 ? 'critical' : score >= 100 ? 'high' : 'medium')

const byTelling = (a: Incident, b: Incident): number =>
  told.indexOf(a.entity.type) - told.indexOf(b.entity.type) ||
  b.findings.length - a.findings.length ||
  compareText(a.id, b.id)
