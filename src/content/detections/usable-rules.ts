import { compileDetections, type Detection } from '#detect'
import { formatIssue, type Issue, ok, type Result } from '#primitives'
import type { ParseOptions } from '#sigma'
import { clashes } from '../check-content.ts'
import { readWhenNeeded, ruleFilesOf } from './load-rules.ts'
import { narrowDetections } from './narrow-detections.ts'
import type { RuleFile } from './read-detections.ts'
import { speakForTheirRules } from './speak-for-their-rules.ts'

/** Rules that can be used, and what is wrong with all others. */
export interface UsableRules extends RuleFile {
  /** Why files were left out, in their order. */
  readonly refused: readonly Issue[]
}

/**
 * The same as `loadRules`, but a file of which anything cannot be used is left out, with what needs it, and told of.
 *
 * @param beside the detections that they are to run beside, whose names are taken, and which they may name.
 */
export async function usableRules(
  paths: readonly string[],
  beside: readonly Detection[],
  options: ParseOptions = {},
): Promise<Result<UsableRules>> {
  const files = await ruleFilesOf(paths)
  if (!files.ok) return files
  const read = await Promise.all(files.value.map(async file => ({ file, result: await readWhenNeeded(file, options) })))
  const refused = new Map<string, readonly Issue[]>(
    read.flatMap(({ file, result }) => (result.ok ? [] : [[file, result.issues] as const])),
  )
  let kept = new Map(read.flatMap(({ file, result }) => (result.ok ? [[file, result.value] as const] : [])))
  // What one file is refused for may be what another one was made of.
  for (;;) {
    const byFile = Map.groupBy(issuesTogether([...kept.values()], beside), issue => issue.at.file)
    const faulty = [...byFile].filter(([file]) => kept.has(file))
    if (faulty.length === 0) break
    for (const [file, issues] of faulty) refused.set(file, distinct(issues))
    kept = new Map([...kept].filter(([file]) => !byFile.has(file)))
  }
  const usable = [...kept.values()]
  return ok({
    detections: speakForTheirRules(usable.flatMap(({ detections }) => detections)),
    filters: usable.flatMap(({ filters }) => filters),
    refused: files.value.flatMap(file => refused.get(file) ?? []),
  })
}

/** What is wrong with a rule is so too where a correlation counts it. */
const distinct = (issues: readonly Issue[]): readonly Issue[] => [
  ...new Map(issues.map(issue => [formatIssue(issue), issue])).values(),
]

/** What only shows when rules stand together: names that are taken, and those that lead nowhere. */
export function issuesTogether(files: readonly RuleFile[], beside: readonly Detection[]): readonly Issue[] {
  const own = files.flatMap(({ detections }) => detections)
  const all = [...beside, ...own]
  const narrowed = narrowDetections(
    all,
    files.flatMap(({ filters }) => filters),
  )
  const compiled = compileDetections(all)
  return [
    ...(clashes(all) ?? []),
    ...(narrowed.ok ? [] : narrowed.issues),
    // A name that is there twice is told above, with the other file.
    ...(compiled.ok ? [] : compiled.issues.filter(({ code }) => code !== 'duplicate-detection')),
  ]
}
