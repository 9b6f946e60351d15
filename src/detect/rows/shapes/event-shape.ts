import * as z from 'zod'
import type { ActivityEvent } from '#events'

/** What a clock can show: https://tc39.es/ecma262/#sec-time-values-and-time-range */
export const time = z.number().min(-8.64e15).max(8.64e15)

/** 53 bits. */
export const digest = z.number().int().min(0)

const text = z.string()
const perhaps = text.optional()

const network = z.object({
  ip: perhaps,
  prefix: perhaps,
  service: perhaps,
  private: z.boolean().optional(),
  vpcEndpoint: perhaps,
  country: perhaps,
  city: perhaps,
  asn: perhaps,
  asOrg: perhaps,
} satisfies Record<keyof ActivityEvent['network'], z.ZodType>)

const actor = z.object({
  kind: z.enum([
    'iam-user',
    'assumed-role',
    'federated-user',
    'root',
    'aws-service',
    'foreign-account',
    'anonymous',
    'unknown',
  ] satisfies ActivityEvent['actor']['kind'][]),
  session: text,
  principal: text,
  account: perhaps,
  invokedBy: perhaps,
  accessKeyId: perhaps,
} satisfies Record<keyof ActivityEvent['actor'], z.ZodType>)

export const origin = z.object({ file: text, record: z.number() })

export const outcome = z.enum(['success', 'denied', 'failed'] satisfies ActivityEvent['outcome'][])

/** An event as it is kept, from outside. Its raw record is any JSON object: readers of fields trust no log. */
export const eventShape = z.object({
  id: text,
  identity: digest,
  time: time.optional(),
  log: z.enum(['cloudtrail', 's3-access-log'] satisfies ActivityEvent['log'][]),
  service: text,
  action: text,
  category: z.enum(['management', 'data', 'other'] satisfies ActivityEvent['category'][]),
  outcome,
  errorCode: perhaps,
  actor,
  network,
  userAgent: perhaps,
  account: text,
  region: text,
  bucket: perhaps,
  key: perhaps,
  bytesOut: z.number().optional(),
  origin,
  raw: z.record(text, z.unknown()).refine(raw => Object.values(raw).every(isJson), { error: 'expected JSON' }),
  standIn: z.literal(true).optional(),
} satisfies Record<keyof ActivityEvent, z.ZodType>)

/** Maps and sets may be written too, and are in no record. */
function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isJson)
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson)
}
