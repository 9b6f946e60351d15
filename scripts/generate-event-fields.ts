/**
 * Writes docs/reference/event-fields.md from the field catalogue. With `--check`, writes nothing and fails when the file is
 * not up to date. Run as `node --conditions=source scripts/generate-event-fields.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fieldGroups, renderFieldReference } from '#events'

const file = fileURLToPath(new URL('../docs/reference/event-fields.md', import.meta.url))
const text = renderFieldReference(fieldGroups)

if (process.argv.includes('--check')) {
  const written = readIfThere(file)
  if (written !== text) {
    console.error(
      'docs/reference/event-fields.md is out of date: run node --conditions=source scripts/generate-event-fields.ts',
    )
    process.exitCode = 1
  }
} else {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
