import { compareText } from '#primitives'
import type { Entity, Finding } from './finding.ts'

/** The findings of one entity that risk is counted for, in order of time. */
export interface EntityHistory {
  readonly entity: Entity
  readonly findings: readonly TimedFinding[]
}

export interface TimedFinding {
  readonly finding: Finding
  /** Epoch milliseconds of its first event. */
  readonly time: number
}

/**
 * Findings by entity. An entity is an attacker when any finding says so. Hunting detections add no risk, and a finding
 * without a readable time falls in no window of days.
 */
export function entityHistories(findings: readonly Finding[]): EntityHistory[] {
  const histories = new Map<string, { entity: Entity; findings: Map<string, TimedFinding> }>()
  for (const finding of findings) {
    if (finding.firstSeen === null || finding.detection.type === 'hunting') continue
    for (const entity of finding.entities) {
      const key = JSON.stringify([entity.type, entity.value])
      const history = histories.get(key) ?? { entity, findings: new Map() }
      if (entity.role === 'attacker') history.entity = entity
      history.findings.set(finding.id, { finding, time: Date.parse(finding.firstSeen) })
      histories.set(key, history)
    }
  }
  return Array.from(histories.values(), ({ entity, findings: own }) => ({
    entity,
    findings: [...own.values()].sort((a, b) => a.time - b.time || compareText(a.finding.id, b.finding.id)),
  }))
}
