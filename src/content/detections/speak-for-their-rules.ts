import type { Detection } from '#detect'

/**
 * Somebody else's correlations, with `generate: false` where they leave it open, as the specification has it: the rules
 * that they count raise no findings of their own, in whatever file these are. Only where all of them are somebody
 * else's too: a detection of ours is not silenced by being counted.
 */
export function speakForTheirRules(detections: readonly Detection[]): readonly Detection[] {
  const foreign = detections.filter(({ rule }) => rule.custom.bucketwatch === undefined)
  const names = new Set(foreign.flatMap(({ slug, rule }) => [slug, rule.id, rule.name]))
  return detections.map(detection => {
    const { rule } = detection
    if (!('groupBy' in rule) || rule.generate !== undefined || !foreign.includes(detection)) return detection
    return rule.rules.every(name => names.has(name)) ? { ...detection, rule: { ...rule, generate: false } } : detection
  })
}
