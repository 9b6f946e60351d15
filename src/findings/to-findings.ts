import type { CompiledDetection, JudgedGroup, Judgement } from '#detect'
import { entityHistories } from './entity-history.ts'
import { entityRisks } from './entity-risk.ts'
import type { EntityRisk, Finding, Incident } from './finding.ts'
import { findingOfGroup } from './finding-of-group.ts'
import { measureUnderFullNames, underFullNames } from './full-names.ts'
import { incidentsOf } from './incidents.ts'
import { bySeverity } from './order.ts'

export interface Findings {
  /** The gravest first, then the most recent. */
  readonly findings: readonly Finding[]
  /** The highest first. */
  readonly entityRisk: readonly EntityRisk[]
  readonly incidents: readonly Incident[]
}

/**
 * Puts a judgement into words.
 *
 * @param nameInFull the fullest name that the logs have for an actor.
 */
export function toFindings(
  judgement: Judgement,
  detections: readonly CompiledDetection[],
  nameInFull: (principal: string) => string = principal => principal,
): Findings {
  const word = createWording(detections, nameInFull)
  return addUp(judgement.groups.flatMap(group => word(group) ?? []))
}

/** Puts judged groups into words one by one. */
export function createWording(
  detections: readonly CompiledDetection[],
  nameInFull: (principal: string) => string,
): (group: JudgedGroup) => Finding | undefined {
  const bySlug = new Map(detections.map(compiled => [compiled.detection.slug, compiled]))
  const names = new Map(detections.map(({ detection: { id, slug, title } }) => [slug, { id, slug, title }]))
  return group => {
    const compiled = bySlug.get(group.slug)
    if (!compiled) return undefined
    const evidence = underFullNames(group.evidence, nameInFull)
    const measures = group.measures.map(measure => measureUnderFullNames(measure, nameInFull))
    return findingOfGroup(compiled, { ...group, evidence, measures }, names)
  }
}

/** Findings in order, and what they come to together. */
export function addUp(findings: readonly Finding[]): Findings {
  const histories = entityHistories(findings)
  return {
    findings: findings.toSorted(bySeverity),
    entityRisk: entityRisks(histories),
    incidents: incidentsOf(histories),
  }
}
