/**
 * Builds `dist/`: JavaScript and declarations from `src/`, the record scanner's WebAssembly, the content as read, and all of it
 * in few files, as `dist/program`.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { buildScanner, scannerArtifact } from './build-scanner.ts'

/** All that goes into it. */
const sources = ['src/**/*.ts', 'detections/*', 'detections/*/detection.yml', 'stories/*', 'scripts/bu*.ts', 'ts*.json']

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

export function buildProgram(): void {
  const fresh = `build/dist-${process.pid}`
  run('node_modules/.bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)
  buildScanner()
  copyFileSync(scannerArtifact, scannerArtifact.replace('src', fresh))
  run(process.execPath, '--conditions=source', 'scripts/build-content.ts', `${fresh}/content`)
  run(process.execPath, 'scripts/bundle-program.ts', fresh)
  // Swapped in when complete: a build that fails leaves the last good one, and whoever starts it now finds all of it.
  const last = `${fresh}-last`
  if (existsSync('dist')) renameSync('dist', last)
  renameSync(fresh, 'dist')
  rmSync(last, { recursive: true, force: true })
}

/** Whether nothing has changed since `dist/` was built. */
export const isBuilt = (): boolean =>
  changedAt('dist/content/built-content.json') > Math.max(...globSync(sources).map(changedAt))

function run(command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} failed`)
}
