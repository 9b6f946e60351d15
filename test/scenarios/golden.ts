import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Compares a whole output with its golden file; `npm run golden:write` rewrites it, and the diff is reviewed. */
export function expectGolden(file: URL, actual: string): void {
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, actual)
  if (!existsSync(file)) throw new Error(`${file.pathname} is missing: npm run golden:write makes it`)
  expect(actual).toBe(readFileSync(file, 'utf8'))
}
