/** Builds `dist/`: JavaScript and declarations from `src/`. */
import { spawnSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'

const fresh = 'build/dist'

function run(command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

rmSync(fresh, { recursive: true, force: true })
run('node_modules/.bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)

// Swapped in when complete: a build that fails leaves the last good one.
rmSync('dist', { recursive: true, force: true })
renameSync(fresh, 'dist')
