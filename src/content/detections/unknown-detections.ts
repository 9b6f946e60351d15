import { closest, didYouMean, type Issue, type Place } from '#primitives'

/** A name that stands for none of the detections: one issue, with a close name where there is one. */
export function unknownDetections(slug: string, slugs: readonly string[], at: Place): Issue[] {
  if (slugs.includes(slug)) return []
  const hint = didYouMean(closest(slug, slugs), '"')
  return [{ code: 'unknown-detection', message: `there is no detection "${slug}"${hint}`, at, received: slug }]
}
