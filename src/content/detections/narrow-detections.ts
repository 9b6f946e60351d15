import type { Detection } from '#detect'
import { ok, type Result } from '#primitives'
import { applyFilters, type SigmaFilter, type SigmaMetadata, type SigmaRule } from '#sigma'

/**
 * The detections, each narrowed by the filters that are about it: a filter names it by its id, its name or its slug, or is
 * for `any` of its log. Of a correlation, its own rules are narrowed. Fails for a filter that names what is not there.
 */
export function narrowDetections(
  detections: readonly Detection[],
  filters: readonly SigmaFilter[],
): Result<readonly Detection[]> {
  if (filters.length === 0) return ok(detections)
  const slugs = new Map<SigmaMetadata, string>(detections.map(({ rule, slug }) => [rule, slug]))
  const rules = detections.flatMap(({ rule, kind }) =>
    [rule, ...(kind.kind === 'correlation' ? kind.documents : [])].filter(isRule),
  )
  const result = applyFilters(rules, filters, rule =>
    [rule.id, rule.name, slugs.get(rule)].filter(name => name !== undefined),
  )
  if (!result.ok) return result
  const narrowed = new Map<SigmaMetadata, SigmaRule>(rules.map((rule, index) => [rule, result.value[index] ?? rule]))
  return ok(
    detections.map(detection => ({
      ...detection,
      rule: narrowed.get(detection.rule) ?? detection.rule,
      ...(detection.kind.kind === 'correlation' && {
        kind: { ...detection.kind, documents: detection.kind.documents.map(one => narrowed.get(one) ?? one) },
      }),
    })),
  )
}

const isRule = (document: SigmaMetadata): document is SigmaRule => 'detection' in document
