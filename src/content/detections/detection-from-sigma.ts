import type { Detection } from '#detect'
import type { SigmaCorrelation, SigmaMetadata, SigmaRule } from '#sigma'
import { readAttackTags } from './attack.ts'
import { everyOutcome } from './detection-from-block.ts'

/** Risk for a rule that states only a level: confidence x impact / 100 is the number. */
const scoreOfLevel: Readonly<Record<string, number>> = {
  informational: 10,
  low: 25,
  medium: 50,
  high: 75,
  critical: 95,
}

/**
 * A detection from somebody else's Sigma rule, which says nothing about grouping, risk or entities: hits of one
 * principal on one bucket within an hour are one finding, whatever their outcome, and the level stands for the risk.
 */
export const detectionFromSigma = (rule: SigmaRule, slug: string): Detection => ({
  ...described(rule, slug),
  rule,
  kind: { kind: 'match' },
  group: { by: ['actor.principal', 's3.bucket'], window: 3_600_000 },
  message: `${escapeSlots(rule.title)}: {event.action} by {actor.principal}`,
  needs: rule.logsource.service === 's3_access_log' ? ['s3-access-log'] : ['cloudtrail.management'],
})

/** The same of somebody else's correlation: each run of events that satisfies it is a finding. */
export const correlationFromSigma = (
  correlation: SigmaCorrelation,
  documents: readonly (SigmaRule | SigmaCorrelation)[],
  slug: string,
): Detection => ({
  ...described(correlation, slug),
  rule: correlation,
  kind: { kind: 'correlation', documents },
  group: { by: [], window: correlation.timespan },
  message: `${escapeSlots(correlation.title)}: {event.action} by {actor.principal}`,
  needs: [],
})

function described(
  rule: SigmaMetadata,
  slug: string,
): Omit<Detection, 'rule' | 'kind' | 'group' | 'message' | 'needs'> {
  const level = rule.level?.toLowerCase() ?? 'medium'
  const { tactics, techniques } = readAttackTags(rule.tags)
  return {
    slug,
    id: rule.id ?? slug,
    title: rule.title,
    description: rule.description ?? rule.title,
    type: level === 'high' || level === 'critical' ? 'ttp' : 'anomaly',
    outcomes: everyOutcome,
    risk: { confidence: 100, impact: scoreOfLevel[level] ?? 50, adjustments: [], escalations: [] },
    entities: [
      { field: 'actor.principal', type: 'user', role: 'attacker' },
      { field: 'network.ip', type: 'ip-address', role: 'attacker' },
      { field: 's3.bucket', type: 'bucket', role: 'victim' },
    ],
    attack: { tactics, techniques },
  }
}

/** Braces in a foreign title are text, not slots. */
const escapeSlots = (title: string): string => title.replaceAll('{', '(').replaceAll('}', ')')
