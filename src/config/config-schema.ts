import * as z from 'zod'
import { isCidr } from '#events'
import { type AllowField, allowFields } from '#findings'
import { parseDuration } from '#primitives'

/** What `bucketwatch.yaml` may hold. The JSON Schema for editors is made from this, so each entry describes itself. */

const twelveDigits = 'must be an account id: 12 digits, best in quotes'
/** Unquoted, YAML takes an id for a number. */
const account = z.union(
  [z.string().regex(/^\d{12}$/, twelveDigits), z.int().min(0, twelveDigits).max(999_999_999_999, twelveDigits)],
  twelveDigits,
)
const glob = z.string().min(1, 'must name something')
const cidr = z.string().refine(isCidr, 'must be an address or a network such as 192.0.2.0/24 or 2001:db8::/32')
const sizeShape = 'must be a size such as 16MB or 2GB'
const size = z
  .union([z.int().min(1, sizeShape), z.string().regex(/^\d+(\.\d+)?\s*[kmgt]?b?$/i, sizeShape)], sizeShape)
  .describe('Bytes: 500000, 16MB, 2GB (powers of 1000).')
const length = z
  .string()
  .refine(text => parseDuration(text) !== undefined, 'must be a length of time such as 12h or 2d')
const count = z.int('must be a whole number').min(1, 'must be 1 or more')
const slug = z.string().min(1).describe('The slug of a detection; `bucketwatch detections list` has them.')

const known = z.strictObject({ id: account, name: z.string().min(1).optional().describe('Whose it is, for people.') })

const accounts = z.strictObject({
  own: z
    .array(account)
    .optional()
    .describe('Accounts of your organization. Those whose logs are read are known to be own already.'),
  known: z
    .array(z.union([account, known]))
    .optional()
    .describe('Accounts of others that may have access: partners, vendors, a scanner.'),
})

const buckets = z.strictObject({
  logs: z.array(glob).optional().describe('Buckets that hold logs, by name or glob (`*`, `?`).'),
  sensitive: z.array(glob).optional().describe('Buckets whose content matters most, by name or glob.'),
})

const networks = z.strictObject({
  trusted: z.array(cidr).optional().describe('Networks that you know: offices, VPN, NAT gateways.'),
})

const principals = z.strictObject({
  automation: z
    .array(glob)
    .optional()
    .describe('Users and roles that are programs: globs of their ARNs, or of their names.'),
})

/** What the events of a case may be seen with: the part of the configuration that is about the environment. */
export const environmentSchema = z.strictObject({
  accounts: accounts.optional(),
  buckets: buckets.optional(),
  networks: networks.optional(),
  principals: principals.optional(),
  indicators: z.strictObject({ addresses: z.array(cidr).optional() }).optional(),
})

const adjustment = z.strictObject({
  detection: slug,
  add: z.int('must be a whole number').min(-100).max(100).describe('Points added to the score; may be negative.'),
  reason: z.string().min(1, 'must say why').describe('Shown with each finding: why the score differs.'),
  when: z
    .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
    .optional()
    .describe('Sigma searches: field, optional modifiers, and the value or values it must have. Always, when absent.'),
})

const globs = z.union([glob, z.array(glob).min(1, 'must name at least one')])
const cidrs = z.union([cidr, z.array(cidr).min(1, 'must name at least one')])
const match = Object.fromEntries(
  allowFields.map(field => [
    field,
    field === 'network.ip' ? cidrs.optional().describe('Addresses and networks.') : globs.optional(),
  ]),
) as Record<AllowField, z.ZodOptional<typeof globs>>

const allowEntry = z.strictObject({
  match: z
    .strictObject(match)
    .refine(fields => Object.keys(fields).length > 0, 'must name at least one field, or it would hide everything')
    .describe('What a finding must be about, all of it: of one field any value, of several fields each.'),
  reason: z.string().min(1, 'must say why'),
  owner: z.string().min(1, 'must say who answers for it'),
  expires: z.iso
    .date('must be a day such as 2027-06-30')
    .optional()
    .describe('The first day (UTC) on which it hides nothing any more.'),
})

export const configSchema = z.strictObject({
  accounts: accounts.optional(),
  buckets: buckets.optional(),
  networks: networks.optional(),
  principals: principals.optional(),
  indicators: z
    .strictObject({
      addresses: z
        .array(z.string().min(1))
        .optional()
        .describe('Known bad addresses and networks, or paths of files with one of them per line.'),
    })
    .optional(),
  placeholders: z
    .record(z.string(), z.array(z.union([z.string(), z.number()])))
    .optional()
    .describe('Values for the placeholders of Sigma rules: `field|expand: "%name%"`.'),
  rules: z.array(z.string().min(1)).optional().describe('More Sigma rules or detection folders, by path.'),
  unusable_rules: z
    .enum(['refuse', 'skip'])
    .optional()
    .describe('Whether nothing is run when one of them cannot be used, or all others are.'),
  detections: z.strictObject({ disable: z.array(slug).optional().describe('Detections that are not run.') }).optional(),
  risk: z
    .strictObject({ adjust: z.array(adjustment).optional().describe('Changes to the score of detections.') })
    .optional(),
  allow: z.array(allowEntry).optional().describe('Exceptions: they hide findings, never data.'),
  sources: z.array(z.string().min(1)).optional().describe('What `watch` watches: folders, s3://bucket/prefix, queues.'),
  state: z.string().min(1).optional().describe('The file that keeps baselines, findings and positions.'),
  limits: z
    .strictObject({
      workers: count.optional().describe('Reading threads.'),
      max_file_size: size.optional(),
      max_ratio: count.optional().describe('Decompressed to compressed bytes.'),
      max_depth: count.optional().describe('Folders below a path.'),
      max_record_size: size.optional(),
      max_nesting: count.optional().describe('Nesting of one record.'),
      lateness: length
        .optional()
        .describe(
          'How late a log file may come after others, for `watch`, and its events still be judged with what belongs to them.',
        ),
    })
    .optional(),
})

export type ConfigFile = z.infer<typeof configSchema>
export type EnvironmentFile = z.infer<typeof environmentSchema>
export type RiskChange = z.infer<typeof adjustment>

/** The JSON Schema of bucketwatch.yaml, for editors; the text of docs/reference/config.schema.json. */
export function renderConfigSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' })
  return `${JSON.stringify({ ...schema, title: 'The configuration of Bucketwatch' }, null, 2)}\n`
}
