import { z } from 'zod'

/**
 * The published shapes of the JSON outputs. Additions keep the number; a change that breaks a reader raises it.
 * docs/reference/*.schema.json are generated from here and from schemas.ts.
 */
const severity = z.enum(['informational', 'low', 'medium', 'high', 'critical'])
const status = z.enum(['open', 'acknowledged', 'resolved', 'suppressed', 'withdrawn'])
const outcome = z.enum(['success', 'denied', 'failed'])
export const time = z.iso.datetime({ precision: 3 }).meta({ description: 'RFC 3339, UTC, milliseconds' })
export const findingId = z.string().regex(/^[0-9a-f]{16}$/)

export const entity = z.strictObject({
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

export const incidentSchema = z
  .strictObject({
    schema: z.literal('bucketwatch.incident/1'),
    id: findingId,
    entity,
    severity,
    score: z.number().meta({ description: 'The largest sum over any 7 days of it; it may last longer' }),
    reason: z.string(),
    tactics: z.array(z.string()),
    findings: z.array(findingId),
    firstSeen: time,
    lastSeen: time,
  })
  .meta({ title: 'Bucketwatch incident' })

const history = z
  .array(
    z.strictObject({
      at: time,
      by: z.string().meta({ description: 'A person, the owner of an allow entry, or bucketwatch' }),
      action: z.enum(['found', 'updated', 'reopened', 'acknowledged', 'resolved', 'suppressed', 'withdrawn']),
      reason: z.string().nullable(),
    }),
  )
  .min(1)
  .meta({ description: 'Who did what to it, when and why, the earliest first' })

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
    status: status.optional().meta({ description: 'What became of it; of findings in a state file' }),
    change: z
      .enum(['open', 'new', 'updated', 'withdrawn'])
      .optional()
      .meta({ description: 'Why watch tells it; open: it stood before the program started' }),
    history: history.optional(),
    incidents: z.array(incidentSchema).optional().meta({ description: 'Those that it is part of' }),
  })
  .meta({ title: 'Bucketwatch finding' })
