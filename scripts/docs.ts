/**
 * Writes what docs/ holds of generated text, or with `--check` fails where it differs from what would be written.
 * Each `generate-*.ts` beside this file is one generator and understands `--check` itself.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const folder = new URL('.', import.meta.url)
const generators = readdirSync(folder).filter(name => /^generate-.*\.ts$/.test(name))
if (!generators.length) throw new Error('no generators found beside scripts/docs.ts')

let failed = 0
for (const generator of generators) {
  const file = new URL(generator, folder).pathname
  const { status } = spawnSync(process.execPath, ['--conditions=source', file, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error(`${generator} failed`)
    failed++
  }
}
process.exitCode = failed ? 1 : 0
