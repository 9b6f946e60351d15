import type { Detection } from '#detect'
import { closest, didYouMean, type Issue, type Issues, isNonEmpty } from '#primitives'
import { placeOf } from '#sigma'
import type { Story } from './story.ts'

/** Two detections of one name or one id; undefined when there are none. */
export function clashes(detections: readonly Detection[]): Issues | undefined {
  const issues: readonly Issue[] = [...duplicates(detections, 'slug'), ...duplicates(detections, 'id')]
  return isNonEmpty(issues) ? issues : undefined
}

/** What only shows when all content is on the table: clashes and references that lead nowhere. */
export function contentIssues(detections: readonly Detection[], stories: readonly Story[]): readonly Issue[] {
  const slugs = detections.map(detection => detection.slug)
  const storySlugs = stories.map(story => story.slug)
  return [
    ...(clashes(detections) ?? []),
    ...detections.flatMap(detection => [
      ...dangling(
        detection,
        'refines',
        slugs.filter(slug => slug !== detection.slug),
      ),
      ...dangling(detection, 'story', storySlugs),
    ]),
    ...stories.flatMap(story => membershipIssues(story, detections)),
  ]
}

function duplicates(detections: readonly Detection[], key: 'slug' | 'id'): Issue[] {
  const first = new Map<string, Detection>()
  return detections.flatMap(detection => {
    const earlier = first.get(detection[key])
    if (earlier === undefined) {
      first.set(detection[key], detection)
      return []
    }
    const at = placeOf(detection.rule, key === 'id' ? 'id' : 'title')
    const where = placeOf(earlier.rule, 'title').file
    return [
      {
        code: `duplicate-${key}`,
        message: `the ${key} ${detection[key]} belongs to ${where} already`,
        at,
        received: detection[key],
      },
    ]
  })
}

function dangling(detection: Detection, key: 'refines' | 'story', known: readonly string[]): Issue[] {
  const name = detection[key]
  if (name === undefined || known.includes(name)) return []
  const what = key === 'story' ? 'story' : 'other detection'
  const message = `there is no ${what} "${name}"${didYouMean(closest(name, known), '"')}`
  return [{ code: `unknown-${key}`, message, at: placeOf(detection.rule, `bucketwatch.${key}`), received: name }]
}

/** A story and its detections name each other. */
function membershipIssues(story: Story, detections: readonly Detection[]): Issue[] {
  const at = { file: `stories/${story.slug}.yml` }
  const members = detections.filter(detection => detection.story === story.slug).map(detection => detection.slug)
  const listed = story.detections.filter(slug => !members.includes(slug))
  const unlisted = members.filter(slug => !story.detections.includes(slug))
  return [
    ...listed.map(slug => ({
      code: 'story-mismatch',
      message: `the story lists ${slug}, which does not name the story`,
      at,
    })),
    ...unlisted.map(slug => ({
      code: 'story-mismatch',
      message: `${slug} names the story, which does not list it`,
      at,
    })),
  ]
}
