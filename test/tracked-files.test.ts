import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findLeaks } from './fixtures/find-leaks.ts'

const root = new URL('..', import.meta.url)

function trackedFiles(): string[] | undefined {
  try {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return list.split('\0').filter(path => path !== '')
  } catch {
    return undefined
  }
}

function readText(path: string): string {
  const bytes = readFileSync(new URL(path, root))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
}

test('no file of the repository holds a key, an account, an address or a path that belongs to someone', ({ skip }) => {
  const files = trackedFiles() ?? skip('not a git checkout')
  expect(files.length).toBeGreaterThan(40)
  const leaks = files
    .filter(path => path !== 'package-lock.json' && path !== 'test/tracked-files.test.ts')
    .flatMap(path => findLeaks(path, readText(path)).map(leak => `${path}: ${leak}`))
  expect(leaks).toEqual([])
})

describe('the scanner of files', () => {
  const record = 'detections/x/fires/a.json'

  test.each([
    ['an access key', 'src/a.ts', `AKIA${'Z'.repeat(16)}`],
    ['a session key', 'src/a.ts', `ASIA${'Q7'.repeat(8)}`],
    ['a secret key', 'src/a.ts', `aws_secret_access_key = ${'aB3/'.repeat(10)}`],
    ['a private key', 'src/a.ts', '-----BEGIN RSA PRIVATE KEY-----'],
    ['an account that is not documentation', 'src/a.ts', 'arn:aws:iam::314159265358:user/a'],
    ['an account in a text', 'README.md', 'account 271828182845.'],
    ['a home directory', 'docs/a.md', '/home/someone/project'],
    ['a Mac home directory', 'docs/a.md', '/Users/someone/project'],
    ['a public address in a record', record, '"sourceIPAddress": "8.8.4.4"'],
    ['a public IPv6 address in a record', record, '"sourceIPAddress": "2a00:1450:4001::1"'],
  ])('finds %s', (_, path, text) => {
    expect(findLeaks(path, text)).toHaveLength(1)
  })

  test.each([
    ['an example key', 'src/a.ts', 'AKIAIOSFODNN7EXAMPLE'],
    ['a documentation account', 'src/a.ts', 'arn:aws:iam::111122223333:user/a'],
    ['a time in milliseconds', 'src/a.ts', '1700000000000'],
    ['digits within a digest', record, 'a1b2314159265358c3d4'],
    ['the tail of a UUID', record, '657902a9-987d-4879-a1b2-314159265358'],
    [
      'documentation and private addresses',
      record,
      '"198.51.100.7" "203.0.113.9" "192.0.2.1" "10.0.0.1" "2001:db8::1"',
    ],
    ['the version of a browser', record, '"userAgent": "Mozilla/5.0 Chrome/124.0.0.0"'],
    ['an address in a program', 'src/a.ts', "'8.8.4.4'"],
  ])('lets %s pass', (_, path, text) => {
    expect(findLeaks(path, text)).toEqual([])
  })
})
