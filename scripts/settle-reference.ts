import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../docs/reference/', import.meta.url))

/** Writes a generated file of docs/reference, or with `--check` fails when it is not what would be written. */
export function settleReference(name: string, text: string): void {
  const file = `${folder}${name}`
  if (!process.argv.includes('--check')) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`docs/reference/${name} is out of date: run npm run docs`)
    process.exitCode = 1
  }
}
