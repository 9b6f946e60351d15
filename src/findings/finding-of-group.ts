import { type CompiledDetection, countEvents, type JudgedGroup } from '#detect'
import type { ActivityEvent } from '#events'
import { stableId } from '#primitives'
import { countedBy } from './counted.ts'
import { bucketsOf, entitiesOf } from './entities.ts'
import { evidenceRecord } from './evidence-record.ts'
import type { Finding } from './finding.ts'
import { renderMessage } from './message.ts'
import { riskOfGroup } from './risk.ts'
import { severityOf } from './severity.ts'
import { stepsOf } from './steps.ts'
import { timeTextOrNull } from './time-text.ts'
import { whyOf } from './why.ts'

/**
 * Puts a judged group into words. The records of its events
 * are there as far as they were read; a report shows them when asked to.
 */
export function findingOfGroup(
  compiled: CompiledDetection,
  group: JudgedGroup,
  titles: ReadonlyMap<string, Finding['alsoMatched'][number]>,
): Finding | undefined {
  const { detection } = compiled
  const { evidence, outcome } = group
  const [sample] = evidence.samples
  if (!sample) return undefined
  const risk = riskOfGroup(compiled, group)
  const { count, approximate } = countEvents(evidence)
  const entities = entitiesOf(compiled, evidence)
  return {
    schema: 'bucketwatch.finding/1',
    id: idOf(compiled, group),
    detection: {
      id: detection.id,
      slug: detection.slug,
      title: detection.title,
      type: detection.type,
      story: detection.story ?? null,
    },
    alsoMatched: evidence.alsoMatched.flatMap(slug => titles.get(slug) ?? []),
    severity: severityOf(risk.score),
    risk,
    message: renderMessage(compiled, group, countText(compiled, group, count, approximate)),
    firstSeen: timeTextOrNull(evidence.first),
    lastSeen: timeTextOrNull(evidence.last),
    ...stepsOf(group),
    count,
    countIsApproximate: approximate,
    outcome,
    ...whoAndWhere(sample),
    buckets: bucketsOf(evidence, entities),
    entities,
    attack: { tactics: [...detection.attack.tactics], techniques: [...detection.attack.techniques] },
    why: whyOf(compiled, group),
    eventIds: evidence.samples.map(event => event.id),
    evidence: evidence.samples.map(evidenceRecord),
    events: evidence.samples.filter(event => !event.standIn).map(event => event.raw),
  }
}

/** What became of a correlation as a whole may change with an event that comes late; it is the same finding still. */
function idOf({ detection, judging }: CompiledDetection, { outcome, key, window }: JudgedGroup): string {
  const of = judging.kind === 'correlation' ? judging.kind : outcome
  return stableId([detection.id, of, JSON.stringify(key), String(window ?? null)])
}

/** Of the earliest event. */
function whoAndWhere({
  actor,
  network,
  account,
  region,
}: ActivityEvent): Pick<Finding, 'actor' | 'network' | 'account' | 'region'> {
  return {
    actor: { session: actor.session, principal: actor.principal, account: actor.account ?? null, kind: actor.kind },
    network: {
      ip: network.ip ?? null,
      service: network.service ?? null,
      private: network.private ?? null,
      vpcEndpoint: network.vpcEndpoint ?? null,
      country: network.country ?? null,
      asn: network.asn ?? null,
      asOrg: network.asOrg ?? null,
    },
    account: account || null,
    region: region || null,
  }
}

/** What a spike or the values of a correlation came to at their highest, else the number of events. */
function countText(
  compiled: CompiledDetection,
  { measures }: JudgedGroup,
  events: number,
  approximate: boolean,
): string {
  const text = (count: number, isApproximate: boolean): string => `${isApproximate ? 'about ' : ''}${count}`
  const highest = measures.reduce<{ count: number; approximate: boolean } | undefined>((high, measure) => {
    const counted = countedBy(compiled, measure)
    return counted && counted.count > (high?.count ?? 0) ? counted : high
  }, undefined)
  return highest ? text(highest.count, highest.approximate) : text(events, approximate)
}
