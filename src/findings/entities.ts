import type { CompiledDetection, Evidence } from '#detect'
import type { Entity } from './finding.ts'

/** Whom or what the risk of a finding is counted for: each entity once per role, in the detection's order. */
export function entitiesOf({ entities }: CompiledDetection, evidence: Evidence): Entity[] {
  const found = new Map<string, Entity>()
  for (const { field, type, role } of entities) {
    for (const value of evidence.values[field]?.texts ?? []) {
      found.set(JSON.stringify([type, role, value]), { type, role, value })
    }
  }
  return [...found.values()]
}

/** Buckets that the events name, in alphabetical order. */
export function bucketsOf(evidence: Evidence, entities: readonly Entity[]): string[] {
  const named = entities.filter(({ type }) => type === 'bucket').map(({ value }) => value)
  return [...new Set([...(evidence.values['s3.bucket']?.texts ?? []), ...named])].sort()
}
