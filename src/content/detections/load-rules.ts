import { stat } from 'node:fs/promises'
import { failure, ok, type Result } from '#primitives'
import type { ParseOptions } from '#sigma'
import { clashes } from '../check-content.ts'
import { listRuleFiles } from './list-rule-files.ts'
import { collect, type RuleFile, readSigmaFile } from './read-detections.ts'

/**
 * The user's own rules: each path is a detection folder, a file of Sigma rules, or a folder of either, walked.
 * All or nothing: a rule that cannot be used fails the load with its place, so that no run goes on without it. Filters
 * among them are given apart, since they may be about other rules too: see `narrowDetections`.
 */
export async function loadRules(paths: readonly string[], options: ParseOptions = {}): Promise<Result<RuleFile>> {
  const loaded = collect(await Promise.all(paths.map(path => loadPath(path, options))))
  if (!loaded.ok) return loaded
  const all = joined(loaded.value)
  const clash = clashes(all.detections)
  return clash === undefined ? ok(all) : failure(...clash)
}

async function loadPath(path: string, options: ParseOptions): Promise<Result<RuleFile>> {
  const files = await ruleFilesAt(path)
  if (!files.ok) return files
  const read = collect(await Promise.all(files.value.map(file => readSigmaFile(file, options))))
  return read.ok ? ok(joined(read.value)) : read
}

/** The files that a path stands for: itself, or those of a folder. Fails when there are none. */
export async function ruleFilesAt(path: string): Promise<Result<readonly string[]>> {
  const at = { file: path }
  const status = await stat(path).catch(() => undefined)
  if (status === undefined) {
    return failure({ code: 'no-such-path', message: 'there is no such file or folder', at })
  }
  if (!status.isDirectory()) return ok([path])
  const files = await listRuleFiles(path)
  if (files.length > 0) return ok(files)
  const message = 'the folder holds neither a detection folder nor a .yml file with Sigma rules'
  return failure({ code: 'no-rules', message, at })
}

const joined = (files: readonly RuleFile[]): RuleFile => ({
  detections: files.flatMap(({ detections }) => detections),
  filters: files.flatMap(({ filters }) => filters),
})
