import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, ok, type Result } from '#primitives'
import type { ParseOptions } from '#sigma'
import { clashes } from './check-content.ts'
import { collect, detectionFile, type RuleFile, readSigmaFile } from './read-detections.ts'

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

const joined = (files: readonly RuleFile[]): RuleFile => ({
  detections: files.flatMap(({ detections }) => detections),
  filters: files.flatMap(({ filters }) => filters),
})

async function loadPath(path: string, options: ParseOptions): Promise<Result<RuleFile>> {
  const status = await stat(path).catch(() => undefined)
  if (status === undefined)
    return failure({ code: 'no-such-path', message: 'there is no such file or folder', at: { file: path } })
  if (!status.isDirectory()) return readSigmaFile(path, options)
  const loaded = await loadFolder(path, options)
  if (!loaded.ok || loaded.value.detections.length + loaded.value.filters.length > 0) return loaded
  const message = 'the folder holds neither a detection folder nor a .yml file with Sigma rules'
  return failure({ code: 'no-rules', message, at: { file: path } })
}

async function loadFolder(folder: string, options: ParseOptions): Promise<Result<RuleFile>> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some(entry => entry.isFile() && entry.name === detectionFile)) {
    return readSigmaFile(join(folder, detectionFile), options)
  }
  const loaded = collect(await Promise.all(entries.map(entry => loadEntry(folder, entry, options))))
  return loaded.ok ? ok(joined(loaded.value)) : loaded
}

async function loadEntry(folder: string, entry: Dirent, options: ParseOptions): Promise<Result<RuleFile>> {
  const path = join(folder, entry.name)
  if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    return loadFolder(path, options)
  if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) return readSigmaFile(path, options)
  return ok(joined([]))
}
