import { z } from 'zod'

/**
 * The published shapes of the JSON outputs. Additions keep the number; a change that breaks a reader raises it.
 * docs/reference/*.schema.json are generated from here.
 */
const severity = z.enum(['informational', 'low', 'medium', 'high', 'critical'])
const outcome = z.enum(['success', 'denied', 'failed'])
const time = z.iso.datetime({ precision: 3 }).meta({ description: 'RFC 3339, UTC, milliseconds' })
const findingId = z.string().regex(/^[0-9a-f]{16}$/)

const entity = z.strictObject({
  type: z.enum(['user', 'ip-address', 'bucket', 'account', 'object', 'other']),
  role: z.enum(['attacker', 'victim']),
  value: z.string(),
})

const detectionName = { id: z.string(), slug: z.string(), title: z.string() }

const evidenceRecord = z.strictObject({
  eventId: z.string(),
  time: time.nullable(),
  action: z.string(),
  file: z.string(),
  record: z.number().int().positive(),
})

export const findingSchema = z
  .strictObject({
    schema: z.literal('bucketwatch.finding/1'),
    id: findingId.meta({ description: 'Digest of detection, group and window: a second run finds the same id' }),
    detection: z.strictObject({
      ...detectionName,
      type: z.enum(['ttp', 'anomaly', 'hunting', 'correlation']),
      story: z.string().nullable(),
    }),
    alsoMatched: z
      .array(z.strictObject(detectionName))
      .meta({ description: 'Detections that refine this one and matched too; the risk is counted once' }),
    severity,
    risk: z.strictObject({
      score: z
        .number()
        .min(0)
        .max(100)
        .meta({ description: 'confidence x impact / 100, then the adjustments, clamped' }),
      confidence: z.number().min(0).max(100),
      impact: z.number().min(0).max(100),
      adjustments: z.array(z.strictObject({ add: z.number(), reason: z.string() })),
    }),
    message: z.string(),
    firstSeen: time.nullable(),
    lastSeen: time.nullable(),
    count: z.number().int().positive().meta({ description: 'Distinct events' }),
    countIsApproximate: z.boolean(),
    steps: z
      .array(
        z.strictObject({
          rule: z.string().meta({ description: 'As the correlation names it' }),
          title: z.string(),
          count: z.number().int().positive().meta({ description: 'Distinct events' }),
          countIsApproximate: z.boolean(),
          first: time,
          last: time,
          callers: z.array(z.string()).meta({ description: 'Principals' }),
          samples: z.array(evidenceRecord).max(3).meta({ description: 'The earliest events' }),
        }),
      )
      .optional()
      .meta({ description: 'The steps of a correlation, in the order in which they began' }),
    outcome,
    actor: z.strictObject({
      session: z.string(),
      principal: z.string(),
      account: z.string().nullable(),
      kind: z.enum([
        'iam-user',
        'assumed-role',
        'federated-user',
        'root',
        'aws-service',
        'foreign-account',
        'anonymous',
        'unknown',
      ]),
    }),
    network: z.strictObject({
      ip: z.string().nullable(),
      service: z.string().nullable(),
      private: z.boolean().nullable(),
      vpcEndpoint: z.string().nullable(),
      country: z.string().nullable(),
      asn: z.string().nullable(),
      asOrg: z.string().nullable(),
    }),
    account: z.string().nullable(),
    region: z.string().nullable(),
    buckets: z.array(z.string()),
    entities: z.array(entity),
    attack: z.strictObject({ tactics: z.array(z.string()), techniques: z.array(z.string()) }),
    why: z
      .array(
        z.strictObject({ field: z.string(), operator: z.string(), expected: z.json(), actual: z.json().optional() }),
      )
      .min(1),
    eventIds: z.array(z.string()).max(50).meta({ description: 'The earliest events, at most 50' }),
    evidence: z.array(evidenceRecord),
    events: z
      .array(z.record(z.string(), z.json()))
      .optional()
      .meta({ description: 'The records as delivered; only with --evidence' }),
  })
  .meta({ title: 'Bucketwatch finding' })

export const incidentSchema = z
  .strictObject({
    schema: z.literal('bucketwatch.incident/1'),
    id: findingId,
    entity,
    severity,
    score: z.number(),
    reason: z.string(),
    tactics: z.array(z.string()),
    findings: z.array(findingId),
    firstSeen: time,
    lastSeen: time,
  })
  .meta({ title: 'Bucketwatch incident' })

const entityRiskSchema = z.strictObject({
  entity,
  score: z.number(),
  findings: z.array(findingId),
  from: time,
  to: time,
})

const count = z.number().int().min(0)
const counts = z.record(z.string(), count)
const named = z.strictObject({ name: z.string(), first: time.nullable(), isNew: z.boolean() })
const issue = z.strictObject({
  code: z.string(),
  message: z.string(),
  at: z.strictObject({
    file: z.string(),
    line: count.optional(),
    column: count.optional(),
    offset: count.optional(),
    record: count.optional(),
  }),
  expected: z.string().optional(),
  received: z.string().optional(),
})

export const reportSchema = z
  .strictObject({
    schema: z.literal('bucketwatch.report/1'),
    findings: z.array(findingSchema),
    incidents: z.array(incidentSchema),
    entityRisk: z.array(entityRiskSchema),
    detections: z.array(
      z.strictObject({
        slug: z.string(),
        title: z.string(),
        state: z.enum(['active', 'learning', 'blind']),
        note: z.string().optional(),
        findings: count,
      }),
    ),
    knowledge: z
      .strictObject({
        ownAccounts: z.array(z.string()),
        knownAccounts: z.array(z.string()),
        logBuckets: z.array(z.string()),
        buckets: count,
        overflow: z.boolean(),
      })
      .meta({ description: 'What the findings took for own and known, from the configuration and the logs' }),
    allow: z
      .array(
        z.strictObject({
          match: z.record(z.string(), z.array(z.string())),
          reason: z.string(),
          owner: z.string(),
          expires: time.nullable(),
          at: z.string(),
          state: z.enum(['used', 'unused', 'expired']),
          hidden: z.array(findingId),
        }),
      )
      .meta({ description: 'Each allow entry with the findings that it covers' }),
    suppressed: z.array(findingSchema).meta({ description: 'Findings that allow entries hide' }),
    activity: z.strictObject({
      first: time.nullable(),
      last: time.nullable(),
      events: count,
      duplicates: count,
      exact: z.boolean(),
      logs: z.array(z.string()),
      hours: z.strictObject({ start: time.nullable(), counts: z.array(count) }),
      principals: z.array(
        z.strictObject({
          principal: z.string(),
          kind: z.string(),
          read: count,
          write: count,
          denied: count,
          failed: count,
          bytesOut: z.number(),
          first: time.nullable(),
          last: time.nullable(),
          isNew: z.boolean(),
          networks: z.array(named),
          buckets: z.array(named),
        }),
      ),
      buckets: z.array(
        z.strictObject({ name: z.string(), management: z.boolean(), data: z.boolean(), accessLog: z.boolean() }),
      ),
    }),
    account: z.strictObject({
      files: z.strictObject({ found: count, read: count, skipped: count, withIssues: count, failed: count }),
      bytes: count,
      records: z.strictObject({
        received: count,
        passed: count,
        notNeeded: count,
        observed: count,
        outOfScope: counts,
        rejected: counts,
        housekeeping: counts,
      }),
      formats: counts,
      problems: z.array(z.strictObject({ kind: z.enum(['skipped', 'failed', 'issue']), issue })),
      problemCount: count,
      incomplete: z.boolean(),
    }),
  })
  .meta({ title: 'Bucketwatch report' })
