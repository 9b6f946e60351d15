import * as z from 'zod'
import { absurd } from '#primitives'
import type { CompiledDetection } from '../../compile/compiled-detection.ts'
import { isKindScope } from '../correlation-rows.ts'
import { isWiderEntry } from '../first-seen-rows.ts'
import { isFlagsRow, type RowPlace } from '../state-row.ts'
import { digest, eventShape, origin, outcome, time } from './event-shape.ts'
import { distinctShape, evidenceShape } from './evidence-shape.ts'

const flag = z.boolean()

const scopeShape = z.object({ first: time, days: z.array(z.number().int()), overflow: flag })

/** Start, end, whether it is known, and its first event, again and again. */
const packedParts: readonly z.ZodType[] = [time, time, z.literal([0, 1]), eventShape.optional()]

const packedShape = z.array(z.unknown()).superRefine((packed, context) => {
  if (packed.length === 0 || packed.length % packedParts.length !== 0)
    context.addIssue(`expected a multiple of ${packedParts.length} parts`)
  for (const [at, part] of packed.entries()) {
    const { error } = packedParts[at % packedParts.length]?.safeParse(part) ?? {}
    for (const issue of error?.issues ?? [])
      context.addIssue({ ...issue, path: [at, ...issue.path], message: issue.message })
  }
})

const groupShape = z.object({
  outcome,
  key: z.array(z.string().nullable()),
  window: time.optional(),
  part: z.string().optional(),
  evidence: evidenceShape,
})

const periodShape = z.object({ counted: distinctShape, evidence: evidenceShape.optional() })

const kindShape = z.object({ who: z.string(), variant: z.string(), outcome, sample: eventShape.optional() })

const pieceShape = z.object({
  rows: z.array(
    z.object({
      identity: digest,
      time,
      value: z.number(),
      id: z.string(),
      origin,
      kind: kindShape,
      learnOnly: flag,
      above: z.array(z.array(z.object({ key: z.string(), value: z.number() }))),
    }),
  ),
  overflow: flag,
})

const flagsShapes = {
  match: z.object({ overflow: flag }),
  'first-seen': z.object({ overflow: flag, untimed: flag }),
  spike: z.object({ overflow: flag, untimed: flag }),
  correlation: z.object({ untimed: flag, kinds: flag, nodes: z.array(z.number().int().min(0)) }),
} as const

/** What the value of a row looks like, by its detection and its place. */
export function valueShape({ detection: { kind } }: CompiledDetection, place: RowPlace): z.ZodType {
  if (isFlagsRow(place)) return flagsShapes[kind.kind]
  switch (kind.kind) {
    case 'match':
      return groupShape
    case 'first-seen':
      if (place.entry === '') return scopeShape
      return isWiderEntry(place.entry) ? time : packedShape
    case 'spike':
      return periodShape
    case 'correlation':
      return isKindScope(place.scope) ? kindShape : pieceShape
    default:
      return absurd(kind)
  }
}
