import * as z from 'zod'
import type { Evidence } from '../../hits/evidence.ts'
import { digest, eventShape, time } from './event-shape.ts'

const ascending = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number))

/** What was counted: looked up by halves, so that it has to be in order. */
export const distinctShape = z.object({
  digests: z.array(digest).refine(ascending, { error: 'expected numbers in ascending order' }),
  overflow: z.boolean(),
})

const risks = z.array(z.number().int())

/** What the events of a finding add up to, down to each event. */
export const evidenceShape = z.object({
  first: time.optional(),
  last: time.optional(),
  identities: distinctShape,
  samples: z.array(eventShape).min(1, { error: 'expected at least one event' }),
  values: z.record(z.string(), z.object({ texts: z.array(z.string()), overflow: z.boolean() })),
  risks,
  alsoMatched: z.array(z.string()),
  parts: z.map(z.string(), z.object({ sample: eventShape, risks })).optional(),
} satisfies Record<keyof Evidence, z.ZodType>)
