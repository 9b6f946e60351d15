/** Builds `dist/`: JavaScript and declarations from `src/`, and the record scanner's WebAssembly. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { buildScanner, scannerArtifact } from './build-scanner.ts'

const fresh = 'build/dist'

function run(command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

rmSync(fresh, { recursive: true, force: true })
run('node_modules/.bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)
buildScanner()
copyFileSync(scannerArtifact, scannerArtifact.replace('src', fresh))

// Swapped in when complete: a build that fails leaves the last good one.
rmSync('dist', { recursive: true, force: true })
renameSync(fresh, 'dist')
