import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodes } from '../src/cli/exit-codes.ts'
import { readIssueCodes } from './architecture/read-issue-codes.ts'

const root = new URL('..', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

const written = new Set(
  globSync('src/**/*.ts', { cwd: root })
    .filter(path => !path.endsWith('.test.ts') && !path.endsWith('.as.ts'))
    .flatMap(path => readIssueCodes(read(path))),
)
const listed = [...read('docs/reference/errors.md').matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(
  ([, code = '', meaning = '']) => ({ code, meaning }),
)

const fits = (code: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '[a-z0-9-]+')}$`).test(code)

test('every code of an issue is in docs/reference/errors.md', () => {
  expect(written.size).toBeGreaterThan(10)
  expect([...written].filter(pattern => !listed.some(({ code }) => fits(code, pattern)))).toEqual([])
})

test('docs/reference/errors.md lists no code that is gone, and none twice', () => {
  const codes = listed.map(({ code }) => code)
  expect(codes.filter(code => ![...written].some(pattern => fits(code, pattern)))).toEqual([])
  expect(codes).toEqual([...new Set(codes)])
})

test('codes are words joined by hyphens', () => {
  expect([...written].filter(code => !/^[a-z0-9*]+(-[a-z0-9*]+)*$/.test(code))).toEqual([])
})

test('docs/reference/exit-codes.md lists the exit codes', () => {
  const rows = [...read('docs/reference/exit-codes.md').matchAll(/^\| (\d+) \| (\w+) \|/gm)]
  expect(Object.fromEntries(rows.map(([, code, name = '']) => [name, Number(code)]))).toEqual(exitCodes)
})
