import * as z from 'zod'

/** What `bucketwatch:` may hold in a detection.yml. The JSON Schema for editors is made from this, so each entry describes itself. */

const duration = z
  .string()
  .regex(/^[1-9]\d*[smhdw]$/, 'must be a length of time such as 90s, 15m, 24h or 7d')
  .describe('A length of time: 90s, 15m, 24h, 7d, 2w.')

const field = z.string().min(1, 'must name a field').describe('A field of docs/reference/event-fields.md.')
const fields = z.array(field).min(1, 'must name at least one field')
const percent = z.number().min(0, 'must be 0 or more').max(100, 'must be 100 or less')
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .describe('The name of a folder in detections/ or of a file in stories/.')

const outcome = z.enum(['success', 'denied', 'failed', 'any'])

const adjustment = z.strictObject({
  when: z
    .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
    .describe('Sigma searches: field, optional modifiers, and the value or values it must have.'),
  add: z.number().min(-100).max(100).describe('Points added to the score; may be negative.'),
  reason: z.string().min(1).describe('Shown with the finding: why the score differs.'),
})

const risk = z.strictObject({
  confidence: percent.describe('How sure a match is what the title says, 0 to 100.'),
  impact: percent.describe('How bad it is if so, 0 to 100.'),
  adjustments: z.array(adjustment).optional(),
  escalations: z
    .array(z.strictObject({ at_least: z.int().min(2), add: z.int().min(-100).max(100), reason: z.string().min(1) }))
    .optional()
    .describe('By how much there was: the largest one that the count reaches is added.'),
})

const entity = z.strictObject({
  field,
  type: z.enum(['user', 'ip-address', 'bucket', 'account', 'object', 'other']),
  role: z.enum(['attacker', 'victim']),
})

const need = z.enum(['cloudtrail.management', 'cloudtrail.data', 's3-access-log'])

const group = z
  .strictObject({ by: fields, window: duration })
  .describe('Events that share these values within the window are one finding.')

const common = {
  type: z
    .enum(['ttp', 'anomaly', 'hunting', 'correlation'])
    .describe('ttp: raised as it is. anomaly: adds risk. hunting: shown when asked for.'),
  outcome: z
    .union([outcome, z.array(outcome).min(1)])
    .optional()
    .describe('The outcomes that count, each with findings of its own. Any, when absent.'),
  message: z.string().min(1).describe('One sentence with {field} slots.'),
  attempt: z
    .string()
    .min(1)
    .optional()
    .describe('The sentence for what did not succeed; without it, the outcome is put before the message.'),
  risk,
  entities: z.array(entity).optional().describe('Whom or what the risk is counted for.'),
  needs: z
    .array(need)
    .optional()
    .describe('The logs without which this detection is blind; any one of them is enough.'),
  refines: slug.optional().describe('A broader detection that this one makes more exact: one finding with both names.'),
  story: slug.optional(),
  noise: z
    .enum(['include', 'exclude'])
    .default('exclude')
    .describe("Whether AWS's own housekeeping counts: what event.noise has a kind for. It does not, when absent."),
}

const firstSeen = z.strictObject({
  key: fields
    .min(2, 'must name a scope and what is new in it')
    .describe('The first field is the scope that learns, the last is what is new.'),
  wider: z.array(field).optional().describe("Broader views of the key's last field, narrow to wide."),
  learning: duration.describe("Nothing is new in a scope's first days."),
  minimum_days: z
    .int()
    .min(0)
    .max(100)
    .default(3)
    .describe('Nor until the scope was present on this many distinct days: what was hardly ever seen has no habits.'),
  forget: duration.describe('Absent for longer than this, a value is new again.'),
})

const spike = z.strictObject({
  by: fields.describe('Whose counts are compared.'),
  distinct: field.optional().describe('Count distinct values of this field instead of events.'),
  every: duration.describe('The period that is counted.'),
  history: duration.describe('How far back the comparison goes.'),
  deviations: z.number().positive('must be more than 0'),
  minimum_points: z.int().min(0).describe('A history of more active periods than this is enough to judge by.'),
  cold_start: z.int().min(1).describe('Without enough history, this many in one period are a spike.'),
})

export const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('match'), group, ...common }),
  z.strictObject({ kind: z.literal('first-seen'), 'first-seen': firstSeen, group, ...common }),
  z.strictObject({ kind: z.literal('spike'), spike, group, ...common }),
  z.strictObject({
    kind: z.literal('correlation'),
    group: group
      .optional()
      .describe('Runs that share these values within the window are one finding; each is one, when absent.'),
    ...common,
  }),
])

export type Block = z.infer<typeof blockSchema>
