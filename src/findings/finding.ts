import type { ActorKind, Outcome } from '#events'
import type { JsonObject } from '#primitives'

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical'

/** What a person sees. Plain data; written as JSON with the schema in docs/reference/finding.schema.json. */
export interface Finding {
  readonly schema: 'bucketwatch.finding/1'
  /** 16 hexadecimal characters from detection, group and window: a second run finds the same id. */
  readonly id: string
  readonly detection: { id: string; slug: string; title: string; type: string; story: string | null }
  /** Titles' slugs of detections that refine this one and matched too. */
  readonly alsoMatched: readonly { id: string; slug: string; title: string }[]
  readonly severity: Severity
  readonly risk: {
    /** 0 to 100: confidence x impact / 100, then the adjustments, clamped. */
    readonly score: number
    readonly confidence: number
    readonly impact: number
    readonly adjustments: readonly { add: number; reason: string }[]
  }
  readonly message: string
  /** RFC 3339 UTC with milliseconds; null when the records carry no readable time. */
  readonly firstSeen: string | null
  readonly lastSeen: string | null
  /** Distinct events. */
  readonly count: number
  /** The count was too large to keep exact. */
  readonly countIsApproximate: boolean
  /** The steps of a correlation, in the order in which they began. */
  readonly steps?: readonly FindingStep[]
  readonly outcome: Outcome
  readonly actor: { session: string; principal: string; account: string | null; kind: ActorKind }
  readonly network: {
    ip: string | null
    service: string | null
    private: boolean | null
    vpcEndpoint: string | null
    country: string | null
    asn: string | null
    asOrg: string | null
  }
  readonly account: string | null
  readonly region: string | null
  readonly buckets: readonly string[]
  readonly entities: readonly Entity[]
  readonly attack: { tactics: readonly string[]; techniques: readonly string[] }
  readonly why: readonly WhyReason[]
  /** The earliest events, at most 50. */
  readonly eventIds: readonly string[]
  readonly evidence: readonly EvidenceRecord[]
  /** The records as delivered; only with `--evidence`. */
  readonly events?: readonly JsonObject[]
}

export interface Entity {
  readonly type: 'user' | 'ip-address' | 'bucket' | 'account' | 'object' | 'other'
  readonly role: 'attacker' | 'victim'
  readonly value: string
}

export interface FindingStep {
  /** As the correlation names it. */
  readonly rule: string
  readonly title: string
  /** Distinct events. */
  readonly count: number
  readonly countIsApproximate: boolean
  /** RFC 3339 UTC with milliseconds. */
  readonly first: string
  readonly last: string
  /** Principals. */
  readonly callers: readonly string[]
  /** The earliest events, at most 3. */
  readonly samples: readonly EvidenceRecord[]
}

/** An event, and where its record stands. */
export interface EvidenceRecord {
  readonly eventId: string
  readonly time: string | null
  readonly action: string
  readonly file: string
  readonly record: number
}

export interface WhyReason {
  readonly field: string
  readonly operator: string
  readonly expected: unknown
  readonly actual: unknown
}

/** Risk that one entity has gathered: the largest sum over any 7 days, a repeated detection counting less. */
export interface EntityRisk {
  readonly entity: Entity
  readonly score: number
  readonly findings: readonly string[]
  readonly from: string
  readonly to: string
}

/** Findings that share an entity and add up: in stretches of seven days that overlap, so that all of it may last longer. */
export interface Incident {
  readonly schema: 'bucketwatch.incident/1'
  readonly id: string
  readonly entity: Entity
  readonly severity: Severity
  /** The largest sum over any 7 days of it. */
  readonly score: number
  readonly reason: string
  readonly tactics: readonly string[]
  readonly findings: readonly string[]
  readonly firstSeen: string
  readonly lastSeen: string
}
