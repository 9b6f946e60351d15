import type { Configuration } from '#config'
import type { Detection, RiskAdjustment } from '#detect'
import { type Issue, isNonEmpty, ok, type Result } from '#primitives'
import { parseSearch } from '#sigma'
import { unknownDetections } from './unknown-detections.ts'

/** The detections that a configuration leaves, with its changes to their scores. A name that stands for none is an issue. */
export function configureDetections(
  detections: readonly Detection[],
  { disabled, riskChanges, placeholders }: Configuration,
): Result<Detection[]> {
  const slugs = detections.map(({ slug }) => slug)
  const issues: Issue[] = disabled.flatMap(({ slug, at }) => unknownDetections(slug, slugs, at))
  const off = new Set(disabled.map(({ slug }) => slug))
  const changes = new Map<string, RiskAdjustment[]>()
  for (const { detection, add, reason, when, placeOf } of riskChanges) {
    issues.push(...unknownDetections(detection, slugs, placeOf('detection')))
    const search =
      when === undefined
        ? always
        : parseSearch(when, path => placeOf(path === '' ? 'when' : `when.${path}`), { placeholders })
    if (search.ok) changes.set(detection, [...(changes.get(detection) ?? []), { when: search.value, add, reason }])
    else issues.push(...search.issues)
  }
  if (isNonEmpty(issues)) return { ok: false, issues }
  return ok(detections.filter(({ slug }) => !off.has(slug)).map(detection => withBroader(adjusted(detection))))

  function adjusted(detection: Detection): Detection {
    const more = changes.get(detection.slug)
    if (more === undefined) return detection
    const { risk } = detection
    return { ...detection, risk: { ...risk, adjustments: [...risk.adjustments, ...more] } }
  }

  /** What refines a detection that is off stands by itself. */
  function withBroader({ refines, ...detection }: Detection): Detection {
    return refines === undefined || off.has(refines) ? detection : { ...detection, refines }
  }
}

/** A conjunction of nothing holds. */
const always = ok({ kind: 'all', items: [] } as const)
