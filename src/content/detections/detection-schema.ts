import * as z from 'zod'
import { blockSchema } from './block-schema.ts'

const texts = z.array(z.string())

const described = {
  title: z.string(),
  id: z.uuid().describe('Never changes, and is never used again.'),
  name: z.string().optional().describe('By which correlations refer to it.'),
  status: z.enum(['stable', 'test', 'experimental', 'deprecated', 'unsupported']).optional(),
  description: z.string().optional(),
  references: texts.optional(),
  author: z.string().optional(),
  date: z.string().optional(),
  modified: z.string().optional(),
  tags: texts.optional().describe('attack.<tactic> and attack.t1234.'),
  falsepositives: texts.optional(),
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']).optional(),
}

const rule = {
  logsource: z.object({
    product: z.literal('aws'),
    service: z.enum(['cloudtrail', 's3_access_log']).optional().describe('Both logs, when absent.'),
  }),
  detection: z.record(z.string(), z.unknown()),
  fields: texts.optional(),
}

const names = z.union([z.string(), texts.min(1)])

const correlation = z.strictObject({
  type: z.enum([
    'event_count',
    'value_count',
    'temporal',
    'temporal_ordered',
    'value_sum',
    'value_avg',
    'value_percentile',
    'value_median',
  ]),
  rules: names.optional().describe('Rules of the file by name, or other detections by the name of their folder.'),
  'group-by': names.optional().describe('Fields or aliases whose values the events of one group share.'),
  timespan: z.string().regex(/^\d+[smhdwMy]$/),
  condition: z
    .union([
      z.string(),
      z.partialRecord(z.enum(['gt', 'gte', 'lt', 'lte', 'eq', 'neq', 'field', 'percentile']), z.unknown()),
    ])
    .optional()
    .describe('A number to compare with; or for the temporal types, which rules there must be.'),
  aliases: z
    .record(z.string(), z.record(z.string(), z.string()))
    .optional()
    .describe('Names for group-by, and the field that each rule means by it.'),
  generate: z.boolean().optional().describe('Whether its rules raise findings of their own as well.'),
})

/** Sigma's part of the documents of a detection.yml as editors check them; the loader's own reading is in `sigma`. */
export const detectionFileSchema = z.union([
  z.object({ ...described, ...rule, bucketwatch: blockSchema }),
  z.object({ ...described, correlation, bucketwatch: blockSchema }),
  z
    .object({ ...described, ...rule, id: described.id.optional(), name: z.string() })
    .describe('A rule that is a part of a correlation.'),
  z
    .object({ ...described, correlation, id: described.id.optional(), name: z.string() })
    .describe('A correlation that is a part of another one.'),
])

/** The JSON Schema of a detection.yml, for editors; the text of docs/reference/detection.schema.json. */
export function renderDetectionSchema(): string {
  const schema = z.toJSONSchema(detectionFileSchema, { io: 'input' })
  return `${JSON.stringify({ ...schema, title: 'A detection of Bucketwatch' }, null, 2)}\n`
}
