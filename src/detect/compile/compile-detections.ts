import { closest, type Issue, isNonEmpty, ok, type Result } from '#primitives'
import { placeOf } from '#sigma'
import { Documents, isCorrelation } from '../correlation/documents.ts'
import type { Detection } from '../detection.ts'
import { type Keep, keepFor, keepWhole } from '../kept-event.ts'
import { familyOf } from '../refinements.ts'
import { compileDetection } from './compile-detection.ts'
import type { CompiledDetection } from './compiled-detection.ts'
import * as issues from './issues.ts'

/**
 * Binds detections to the field catalogue and to one another. Tells all that is wrong with any of them.
 *
 * @param evidence whether events are kept with their whole records, or with what detections need of them.
 */
export function compileDetections(
  detections: readonly Detection[],
  evidence: 'whole-records' | 'needed' = 'needed',
): Result<readonly CompiledDetection[]> {
  const found: Issue[] = []
  const bySlug = new Map<string, Detection>()
  for (const detection of detections) {
    if (bySlug.has(detection.slug)) found.push(issues.duplicateSlug(placeOf(detection.rule, ''), detection.slug))
    bySlug.set(detection.slug, detection)
  }
  const documents = new Documents(detections)
  const silenced = silencedBy(detections, documents)
  const compiled = detections.flatMap((detection): CompiledDetection[] => {
    const result = compileDetection(detection, documents)
    if (!result.ok) found.push(...result.issues)
    const broader = broaderThan(detection, bySlug, found)
    return result.ok ? [{ ...result.value, broader, silencedBy: silenced.get(detection.slug), keep: keepWhole }] : []
  })
  if (isNonEmpty(found)) return { ok: false, issues: found }
  return ok(evidence === 'needed' ? compiled.map(one => ({ ...one, keep: keepOf(one, compiled) })) : compiled)
}

/** An event that satisfied a detection may be judged by all that refine one another, see `judgeLate`. */
function keepOf(one: CompiledDetection, all: readonly CompiledDetection[]): Keep {
  const family = all.filter(other => familyOf(other) === familyOf(one))
  return family.some(({ readsTexts }) => readsTexts) ? keepWhole : keepFor(family.flatMap(({ readLater }) => readLater))
}

/** `generate: false` of a correlation keeps the detections that it names from raising findings of their own. */
function silencedBy(detections: readonly Detection[], documents: Documents): ReadonlyMap<string, string> {
  const silenced = new Map<string, string>()
  for (const detection of detections) {
    const { rule, slug } = detection
    if (!isCorrelation(rule) || rule.generate !== false) continue
    for (const name of rule.rules) {
      const referred = documents.find(name, detection)
      if (referred && referred.document === referred.detection.rule) silenced.set(referred.detection.slug, slug)
    }
  }
  return silenced
}

/** The detections that one refines, nearest first. */
function broaderThan(detection: Detection, bySlug: ReadonlyMap<string, Detection>, found: Issue[]): string[] {
  const broader: string[] = []
  for (let one = detection; one.refines !== undefined; ) {
    const at = placeOf(one.rule, 'bucketwatch.refines')
    const next = bySlug.get(one.refines)
    // Each detection tells what is wrong with its own step only.
    const tell = (issue: Issue): void => {
      if (one === detection) found.push(issue)
    }
    if (!next) tell(issues.unknownRefined(at, one.refines, closest(one.refines, bySlug.keys())))
    else if (one.kind.kind !== 'match' || next.kind.kind !== 'match') tell(issues.refinesState(at, next.slug))
    else if (next === detection) found.push(issues.refinesItself(at, [...broader, detection.slug]))
    if (!next || broader.includes(next.slug) || next === detection) break
    broader.push(next.slug)
    one = next
  }
  return broader
}
