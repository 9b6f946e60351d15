import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Detection } from '#detect'
import { failure, ok, type Result } from '#primitives'
import { clashes } from './check-content.ts'
import { collect, detectionFile, readDetectionFolder, readSigmaFile } from './read-detections.ts'

/**
 * The user's own rules: each path is a detection folder, a file of Sigma rules, or a folder of either, walked.
 * All or nothing: a rule that cannot be used fails the load with its place, so that no run goes on without it.
 */
export async function loadRules(paths: readonly string[]): Promise<Result<readonly Detection[]>> {
  const loaded = collect(await Promise.all(paths.map(loadPath)))
  if (!loaded.ok) return loaded
  const detections = loaded.value.flat()
  const clash = clashes(detections)
  return clash === undefined ? ok(detections) : failure(...clash)
}

async function loadPath(path: string): Promise<Result<readonly Detection[]>> {
  const status = await stat(path).catch(() => undefined)
  if (status === undefined)
    return failure({ code: 'no-such-path', message: 'there is no such file or folder', at: { file: path } })
  if (!status.isDirectory()) return readSigmaFile(path)
  const loaded = await loadFolder(path)
  if (!loaded.ok || loaded.value.length > 0) return loaded
  const message = 'the folder holds neither a detection folder nor a .yml file with Sigma rules'
  return failure({ code: 'no-rules', message, at: { file: path } })
}

async function loadFolder(folder: string): Promise<Result<readonly Detection[]>> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some(entry => entry.isFile() && entry.name === detectionFile)) {
    const detection = await readDetectionFolder(folder)
    return detection.ok ? ok([detection.value]) : detection
  }
  const loaded = await Promise.all(entries.map(entry => loadEntry(folder, entry)))
  const all = collect(loaded)
  return all.ok ? ok(all.value.flat()) : all
}

async function loadEntry(folder: string, entry: Dirent): Promise<Result<readonly Detection[]>> {
  const path = join(folder, entry.name)
  if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') return loadFolder(path)
  if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) return readSigmaFile(path)
  return ok([])
}
