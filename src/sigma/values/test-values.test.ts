import { describe, expect, test } from 'vitest'
import type { SigmaValue } from '../rule.ts'
import { testAnyOf, type ValueOperator } from './test-values.ts'

function passes(operator: ValueOperator, values: readonly SigmaValue[], actual: unknown, cased = false): boolean {
  const compiled = testAnyOf(operator, values, cased)
  if (typeof compiled === 'string') throw new Error(compiled)
  return compiled(actual)
}

describe('equals', () => {
  test('compares text without regard to letter case, unless cased', () => {
    expect(passes('equals', ['PutBucketAcl'], 'putbucketacl')).toBe(true)
    expect(passes('equals', ['PutBucketAcl'], 'putbucketacl', true)).toBe(false)
    expect(passes('equals', ['PutBucketAcl'], 'PutBucketAcl', true)).toBe(true)
  })

  test('compares numbers and booleans as they are written', () => {
    expect(passes('equals', [5], 5)).toBe(true)
    expect(passes('equals', [5], '5')).toBe(true)
    expect(passes('equals', ['5'], 5)).toBe(true)
    expect(passes('equals', [5], '5.0')).toBe(false)
    expect(passes('equals', [true], 'True')).toBe(true)
    expect(passes('equals', ['false'], false)).toBe(true)
    expect(passes('equals', [1], true)).toBe(false)
  })

  test('null matches a field that is missing, null, or an empty list, and nothing else', () => {
    for (const nothing of [undefined, null, [], [[]]]) expect(passes('equals', [null], nothing)).toBe(true)
    for (const something of ['', 0, false, {}, ['a']]) expect(passes('equals', [null], something)).toBe(false)
  })

  test('the empty text matches only itself', () => {
    expect(passes('equals', [''], '')).toBe(true)
    expect(passes('equals', [''], undefined)).toBe(false)
    expect(passes('equals', [''], null)).toBe(false)
  })

  test('a star matches any text, but not a field without a value', () => {
    expect(passes('equals', ['*'], '')).toBe(true)
    expect(passes('equals', ['*'], 0)).toBe(true)
    expect(passes('equals', ['*'], null)).toBe(false)
    expect(passes('equals', ['*'], undefined)).toBe(false)
  })

  test('a list passes when any element does, however deep', () => {
    expect(passes('equals', ['read'], ['WRITE', ['READ']])).toBe(true)
    expect(passes('equals', ['read'], ['WRITE', { permission: 'READ' }])).toBe(false)
    expect(passes('equals', [null], ['a', null])).toBe(true)
  })

  test('literals and patterns may stand in one list of values', () => {
    const values = ['GetObject', 'Put*', 7, null]
    for (const actual of ['getobject', 'PutObject', '7', null]) expect(passes('equals', values, actual)).toBe(true)
    expect(passes('equals', values, 'DeleteObject')).toBe(false)
  })

  test('an object equals no plain value', () => {
    expect(passes('equals', ['[object Object]', '{}'], {})).toBe(false)
  })
})

describe('contains, startswith, endswith', () => {
  test('keep wildcards and escapes inside of the value', () => {
    expect(passes('contains', ['aws*cli'], 'via AWS-CLI/2')).toBe(true)
    expect(passes('contains', ['a\\*c'], 'xabcx')).toBe(false)
    expect(passes('contains', ['a\\*c'], 'xa*cx')).toBe(true)
    expect(passes('startswith', ['arn:?ws'], 'arn:aws:s3:::amzn-s3-demo-bucket')).toBe(true)
    expect(passes('endswith', ['.json'], 'A.JSON')).toBe(true)
    expect(passes('endswith', ['.json'], 'a.json.gz')).toBe(false)
  })

  test('look into numbers as they are written', () => {
    expect(passes('startswith', [4], 403)).toBe(true)
  })
})

describe('an object', () => {
  const parameters = { policy: { Effect: 'Allow' }, ports: [22, 3389] }

  test('is searched as its JSON text, as foreign rules do with requestParameters', () => {
    expect(passes('contains', ['"effect":"allow"'], parameters)).toBe(true)
    expect(passes('contains', ['Deny'], parameters)).toBe(false)
    expect(passes('equals', ['*[22,*'], parameters)).toBe(true)
    expect(passes('re', ['"ports":\\[[0-9,]*3389'], [parameters])).toBe(true)
  })

  test('is no number and no address', () => {
    expect(passes('gt', [0], parameters)).toBe(false)
    expect(passes('cidr', ['0.0.0.0/0'], parameters)).toBe(false)
  })
})

describe('re', () => {
  test('is found anywhere, and minds letter case unless flagged', () => {
    expect(passes('re', ['Bucket(Acl|Policy)$'], 'PutBucketAcl')).toBe(true)
    expect(passes('re', ['bucket'], 'PutBucketAcl')).toBe(false)
    expect(passes('re', ['(?i)bucket'], 'PutBucketAcl')).toBe(true)
    expect(passes('re', ['^Bucket'], 'PutBucketAcl')).toBe(false)
  })

  test('stays linear where other engines explode', () => {
    const started = performance.now()
    expect(passes('re', ['^(a+)+$'], `${'a'.repeat(50_000)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

describe('numbers', () => {
  test('compare numbers, and texts that write one in full', () => {
    expect(passes('gt', [10], 11)).toBe(true)
    expect(passes('gt', [10], '11')).toBe(true)
    expect(passes('gt', [9], '10')).toBe(true)
    expect(passes('lte', [10], 10)).toBe(true)
    expect(passes('lt', [10], 10)).toBe(false)
    expect(passes('gte', [0.5], '5e-1')).toBe(true)
  })

  test('never hold for what is no number', () => {
    for (const actual of ['', ' ', '-', '0x10', '5 GB', null, undefined, true, {}, 'Infinity']) {
      expect(passes('gte', [0], actual)).toBe(false)
      expect(passes('lt', [100], actual)).toBe(false)
    }
  })
})

describe('exists', () => {
  test('asks for presence only: null is present, an empty list is not', () => {
    for (const present of [null, '', 0, {}, [null], ['a']]) expect(passes('exists', [true], present)).toBe(true)
    for (const absent of [undefined, []]) expect(passes('exists', [false], absent)).toBe(true)
    expect(passes('exists', [true], undefined)).toBe(false)
    expect(passes('exists', [false], null)).toBe(false)
  })
})
