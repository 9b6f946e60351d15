import { describe, expect, test } from 'vitest'
import type { FileAccount } from '#formats'
import type { Issue } from '#primitives'
import { fateOfFile, isIncomplete, kindOfIssue } from './file-fate.ts'

const issue = (code: string): Issue => ({ code, message: 'It is so.', at: { file: 'a' } })

const content = (what: Partial<FileAccount>): FileAccount => ({
  name: 'a',
  format: 'cloudtrail',
  layout: '',
  bytes: 100,
  received: 0,
  passed: 0,
  notNeeded: 0,
  rejected: {},
  issues: [],
  ...what,
})

const whole = content({ received: 2, passed: 1, notNeeded: 1 })
const empty = content({ skipped: issue('empty') })
const unopened = content({ bytes: 0, issues: [issue('not-readable')] })
const useless = content({ received: 1, rejected: { 'truncated-record': 1 }, issues: [issue('truncated-record')] })
const cut = content({ received: 1, passed: 1, issues: [issue('truncated-gzip')] })

describe('a file', () => {
  test.each([
    ['with a record that could be used is read', [useless, whole], 'read'],
    ['with records of other services alone is read', [content({ received: 1, notNeeded: 1 })], 'read'],
    ['without a record is an empty log', [empty], 'empty'],
    ['without a byte is no log', [content({ bytes: 0, skipped: issue('empty') })], 'skipped'],
    ['that opens, and of which nothing could be used, is not read', [useless], 'skipped'],
    ['that the system gives nothing of has failed', [unopened], 'failed'],
  ] as const)('%s', (_, contents, fate) => {
    expect(fateOfFile({ contents })).toBe(fate)
  })

  test('that fails before anything was read of it has failed', () => {
    expect(fateOfFile({ contents: [], failure: issue('not-readable') })).toBe('failed')
    expect(fateOfFile({ contents: [whole], failure: issue('not-readable') })).toBe('read')
  })
})

test('an issue is of a record, of what was used, or of a file that was not', () => {
  expect(kindOfIssue(useless, issue('truncated-record'))).toBe('issue')
  expect(kindOfIssue(cut, issue('truncated-gzip'))).toBe('gap')
  expect(kindOfIssue(content({ issues: [issue('truncated-gzip')] }), issue('truncated-gzip'))).toBe('skipped')
  expect(kindOfIssue(unopened, issue('not-readable'))).toBe('failed')
})

test('a log without records, a digest and an empty copy leave nothing out; strangers and gaps do', () => {
  expect([whole, empty, content({ skipped: issue('digest') })].map(isIncomplete)).toEqual([false, false, false])
  expect([useless, cut, unopened, content({ skipped: issue('not-a-log') })].every(isIncomplete)).toBe(true)
})
