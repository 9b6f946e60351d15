import * as z from 'zod'
import { fromTaggedJson } from './tagged-json.ts'

/** Of the form, not of the program. */
export const exportSchema = 'bucketwatch.baseline/1'

const time = z.number().min(-8.64e15).max(8.64e15).nullable()

const line = z.discriminatedUnion('kind', [
  z.strictObject({ schema: z.literal(exportSchema), kind: z.literal('header'), until: time }),
  z.strictObject({
    schema: z.literal(exportSchema),
    kind: z.literal('state'),
    detection: z.string(),
    digest: z.string(),
    scope: z.string(),
    entry: z.string(),
    last: time,
    open: z.boolean(),
    value: z.unknown(),
  }),
  z.strictObject({
    schema: z.literal(exportSchema),
    kind: z.literal('knowledge'),
    of: z.string(),
    name: z.string(),
    value: z.unknown(),
  }),
])

export type ExportedLine = z.infer<typeof line>

/** A line of an export, with its value still to be looked through; undefined for anything else. */
export function readExportedLine(text: string): ExportedLine | undefined {
  try {
    const parsed = line.safeParse(fromTaggedJson(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
