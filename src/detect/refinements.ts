import type { CompiledDetection } from './compile/compiled-detection.ts'

/** Detections that one event satisfied, the narrower ones counted under the broadest that they refine. */
export function foldRefinements<T extends { readonly compiled: CompiledDetection }>(
  matched: readonly T[],
): { one: T; alsoMatched: string[] }[] {
  if (matched.length < 2) return matched.map(one => ({ one, alsoMatched: [] }))
  const folded = new Map(matched.map(one => [slugOf(one), { one, alsoMatched: [] as string[] }]))
  for (const one of matched) {
    const broadest = one.compiled.broader.findLast(slug => folded.has(slug))
    if (broadest === undefined) continue
    folded.get(broadest)?.alsoMatched.push(slugOf(one))
  }
  return [...folded.values()].filter(({ one }) => !one.compiled.broader.some(slug => folded.has(slug)))
}

/** The broadest detection that one refines, itself when none: what refines one another has it in common. */
export const familyOf = ({ broader, detection }: CompiledDetection): string => broader.at(-1) ?? detection.slug

const slugOf = ({ compiled }: { readonly compiled: CompiledDetection }): string => compiled.detection.slug
