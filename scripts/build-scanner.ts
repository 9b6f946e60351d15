/** Compiles the record scanner to WebAssembly, beside its source, where the sources and the build both find it. */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, renameSync, statSync } from 'node:fs'

const folder = 'src/formats/cloudtrail/scanner'
export const scannerArtifact = `${folder}/scanner.wasm`

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Does nothing where the artifact is newer than its sources. */
export function buildScanner(): void {
  const sources = globSync(`${folder}/*.as.ts`)
  if (changedAt(scannerArtifact) > Math.max(...sources.map(changedAt))) return
  mkdirSync('build', { recursive: true })
  const fresh = `build/scanner-${process.pid}.wasm`
  const options = ['-O3', '--converge', '--enable', 'simd', '--noAssert', '--runtime', 'stub']
  const words = [`${folder}/scanner.as.ts`, '-o', fresh, ...options]
  const { status } = spawnSync('node_modules/.bin/asc', words, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`compiling ${folder} failed`)
  // In one step, for whoever is reading it now.
  renameSync(fresh, scannerArtifact)
}
