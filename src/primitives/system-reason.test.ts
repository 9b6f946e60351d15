import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { systemReason } from './system-reason.ts'

function refusalOf(path: string): unknown {
  try {
    return readFileSync(path)
  } catch (error) {
    return error
  }
}

test.each([
  ['src/no-such-file', 'there is no such file or folder'],
  ['src', 'it is a folder, and a file is expected'],
  ['package.json/', 'a part of this path is a file, not a folder'],
  ['x'.repeat(5_000), 'the name is too long'],
])('why %.20s cannot be read is said without the names of system calls', (path, reason) => {
  expect(systemReason(refusalOf(path))).toBe(reason)
})

test('what is not known is said in its own words', () => {
  expect(systemReason(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }))).toBe('EIO: i/o error, read')
  expect(systemReason('gone')).toBe('gone')
})
