import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { failure, ok, type Result, systemReason } from '#primitives'
import type { ParseOptions } from '#sigma'
import { clashes } from '../check-content.ts'
import { collect } from '../collect.ts'
import { listRuleFiles } from './list-rule-files.ts'
import type { RuleFile } from './read-detections.ts'
import { speakForTheirRules } from './speak-for-their-rules.ts'

/**
 * The user's own rules: each path is a detection folder, a file of Sigma rules, or a folder of either, walked.
 * All or nothing: a rule that cannot be used fails the load with its place, so that no run goes on without it. Filters
 * among them are given apart, since they may be about other rules too: see `narrowDetections`.
 */
export async function loadRules(paths: readonly string[], options: ParseOptions = {}): Promise<Result<RuleFile>> {
  const files = await ruleFilesOf(paths)
  if (!files.ok) return files
  const read = collect(await Promise.all(files.value.map(file => readWhenNeeded(file, options))))
  if (!read.ok) return read
  const all = joined(read.value)
  const clash = clashes(all.detections)
  return clash === undefined ? ok(all) : failure(...clash)
}

/** What reads rules is loaded by those who have some: it takes a good part of a start. */
export async function readWhenNeeded(file: string, options: ParseOptions): Promise<Result<RuleFile>> {
  const { readSigmaFile } = await import('./read-detections.ts')
  return readSigmaFile(file, options)
}

/** The files that paths stand for, each once. Fails when one of the paths stands for none. */
export async function ruleFilesOf(paths: readonly string[]): Promise<Result<readonly string[]>> {
  const found = collect(await Promise.all(paths.map(ruleFilesAt)))
  if (!found.ok) return found
  const byPath = new Map(found.value.flat().map(file => [resolve(file), file]))
  return ok([...byPath.values()])
}

async function ruleFilesAt(path: string): Promise<Result<readonly string[]>> {
  const at = { file: path }
  try {
    if (!(await stat(path)).isDirectory()) return ok([path])
    const files = await listRuleFiles(path)
    if (files.length > 0) return ok(files)
  } catch (error) {
    return failure({ code: 'no-such-path', message: systemReason(error), at })
  }
  const message = 'the folder holds neither a detection folder nor a .yml file with Sigma rules'
  return failure({ code: 'no-rules', message, at })
}

const joined = (files: readonly RuleFile[]): RuleFile => ({
  detections: speakForTheirRules(files.flatMap(({ detections }) => detections)),
  filters: files.flatMap(({ filters }) => filters),
})
