import * as z from 'zod'
import { blockSchema } from './block-schema.ts'

const texts = z.array(z.string())

/** Sigma's part of a detection.yml as editors check it; the loader's own reading of it is in `sigma`. */
export const detectionFileSchema = z.object({
  title: z.string(),
  id: z.uuid().describe('Never changes, and is never used again.'),
  status: z.enum(['stable', 'test', 'experimental', 'deprecated', 'unsupported']).optional(),
  description: z.string().optional(),
  references: texts.optional(),
  author: z.string().optional(),
  date: z.string().optional(),
  modified: z.string().optional(),
  tags: texts.optional().describe('attack.<tactic> and attack.t1234.'),
  logsource: z.object({
    product: z.literal('aws'),
    service: z.enum(['cloudtrail', 's3_access_log']).optional().describe('Both logs, when absent.'),
  }),
  detection: z.record(z.string(), z.unknown()),
  fields: texts.optional(),
  falsepositives: texts.optional(),
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']).optional(),
  bucketwatch: blockSchema,
})

/** The JSON Schema of a detection.yml, for editors; the text of docs/reference/detection.schema.json. */
export function renderDetectionSchema(): string {
  const schema = z.toJSONSchema(detectionFileSchema, { io: 'input' })
  return `${JSON.stringify({ ...schema, title: 'A detection of Bucketwatch' }, null, 2)}\n`
}
