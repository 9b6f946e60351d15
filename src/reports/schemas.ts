import { z } from 'zod'
import { entity, findingId, findingSchema, incidentSchema, time } from './finding-schema.ts'

export { findingSchema, incidentSchema }

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
        limits: z.string().optional(),
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
      files: z.strictObject({
        found: count,
        read: count,
        empty: count,
        skipped: count,
        withIssues: count,
        failed: count,
      }),
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
      notFound: z.array(
        z.strictObject({
          option: z.string(),
          asked: z.string(),
          near: z.string().optional(),
          logs: z.strictObject({ first: time, last: time }).optional(),
        }),
      ),
      formats: counts,
      problems: z.array(z.strictObject({ kind: z.enum(['skipped', 'failed', 'issue', 'gap', 'empty']), issue })),
      problemCount: count,
      incomplete: z.boolean(),
    }),
  })
  .meta({ title: 'Bucketwatch report' })
