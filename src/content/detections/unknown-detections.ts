import { closest, type Issue, type Place } from '#primitives'

/** A name that stands for none of the detections: one issue, with a close name where there is one. */
export function unknownDetections(slug: string, slugs: readonly string[], at: Place): Issue[] {
  if (slugs.includes(slug)) return []
  const near = closest(slug, slugs)
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  return [{ code: 'unknown-detection', message: `there is no detection "${slug}"${hint}`, at, received: slug }]
}
