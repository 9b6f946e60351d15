/** Writes demo/logs, the month that `bucketwatch demo` scans, from its generator; with `--check` compares the two. */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { defaultMegabytes, generate } from '../bench/generator/scenarios.ts'

const bundled = fileURLToPath(new URL('../demo/logs', import.meta.url))
const write = (folder: string) => generate('demo', folder, { seed: 1, megabytes: defaultMegabytes.demo })

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'bucketwatch-demo-'))
  await write(fresh)
  if (digestOf(fresh) !== digestOf(bundled)) {
    console.error('demo/logs is out of date: run npm run docs')
    process.exitCode = 1
  }
  rmSync(fresh, { recursive: true })
} else {
  rmSync(bundled, { recursive: true, force: true })
  await write(bundled)
}

/** Names and contents, decompressed: versions of zlib compress differently. */
function digestOf(folder: string): string {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(file => {
      const bytes = readFileSync(file)
      return `${file.slice(folder.length)}\n${(file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')}`
    })
    .join('\n')
}
