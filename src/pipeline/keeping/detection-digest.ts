import type { Detection } from '#detect'
import { stableId } from '#primitives'

/** Raised when states are kept in another shape, so that they begin anew rather than be misread. */
const shapeOfStates = 1

/** What a state does not depend on: names, explanations, and where a rule is written. */
const besides = new Set([
  'title',
  'description',
  'references',
  'author',
  'date',
  'modified',
  'tags',
  'level',
  'status',
  'falsepositives',
  'custom',
  'places',
  'place',
])

/** Changes with all that the state of a detection depends on, and with nothing else: a baseline outlives a new message. */
export function detectionDigest({ id, rule, kind, outcomes, group, noise, refines }: Detection): string {
  const parts = { id, rule, kind, outcomes, group, noise, refines }
  return stableId([
    String(shapeOfStates),
    JSON.stringify(parts, (key, value: unknown) => (besides.has(key) ? undefined : value)),
  ])
}
