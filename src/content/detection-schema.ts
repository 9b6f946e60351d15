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

const correlation = z.object({
  type: z.string(),
  rules: z.union([z.string(), texts]),
  'group-by': z.union([z.string(), texts]).optional(),
  timespan: z.string(),
  condition: z.unknown().optional(),
  aliases: z.unknown().optional(),
  generate: z.boolean().optional(),
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
