import { describe, expect, test } from 'vitest'
import { formatIssue, formatPlace } from '#primitives'
import { parseSigma } from './parse-sigma.ts'
import { placeOf } from './places.ts'

const rule = `title: S3 bucket versioning suspended
id: 657902a9-987d-4879-a1b2-e7a65512824b
status: stable
date: 2026-11-24
references: [https://example.com/]
tags: [attack.impact, attack.t1490]
logsource: { product: aws, service: cloudtrail, definition: any trail }
detection:
  selection:
    eventSource: s3.amazonaws.com
    eventName: PutBucketVersioning
  condition: selection
falsepositives: none known
level: medium
bucketwatch:
  kind: match
  group:
    by: [actor.principal, s3.bucket]
`

const messages = (text: string): string[] => {
  const result = parseSigma(text, 'rule.yml')
  return result.ok ? [] : result.issues.map(formatIssue)
}

const withDetection = (detection: string): string =>
  `title: t\nlogsource: {product: aws}\ndetection:\n${detection.replaceAll(/^/gm, '  ')}\n`

function read(text: string) {
  const result = parseSigma(text, 'rule.yml')
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

describe('a rule', () => {
  test('is read with its metadata, and what is not of Sigma is kept apart', () => {
    expect(read(rule)).toMatchObject([
      {
        title: 'S3 bucket versioning suspended',
        status: 'stable',
        date: '2026-11-24',
        level: 'medium',
        tags: ['attack.impact', 'attack.t1490'],
        falsepositives: ['none known'],
        fields: [],
        logsource: { product: 'aws', service: 'cloudtrail' },
        custom: { bucketwatch: { kind: 'match', group: { by: ['actor.principal', 's3.bucket'] } } },
      },
    ])
  })

  test('travels to a worker as it is', () => {
    const [parsed] = read(rule)
    expect(structuredClone(parsed)).toEqual(parsed)
  })

  test('knows the place of everything in the file, or of its closest parent', () => {
    const [parsed] = read(rule)
    if (parsed === undefined) throw new Error('no rule')
    expect(formatPlace(placeOf(parsed, 'bucketwatch.group.by.1'))).toBe('rule.yml:18:27')
    expect(formatPlace(placeOf(parsed, 'bucketwatch.group.window'))).toBe('rule.yml:17:3')
    expect(formatPlace(placeOf(parsed, 'nowhere.at.all'))).toBe('rule.yml:1:1')
    expect(formatPlace(placeOf(parsed, 'detection.selection.eventName'))).toBe('rule.yml:11:5')
  })

  test('may have a list of conditions, which are alternatives', () => {
    const [parsed] = read(withDetection('a: {x: 1}\nb: {x: 2}\ncondition: [a, not b]'))
    expect(parsed?.detection.conditions).toMatchObject([{ kind: 'search' }, { kind: 'not' }])
  })

  test('may share values by an alias', () => {
    const [parsed] = read(withDetection('a: {x: &v [1, 2]}\nb: {y: *v}\ncondition: a or b'))
    expect(parsed?.detection.searches['b']).toMatchObject({ match: { field: 'y', values: [1, 2] } })
  })
})

describe('a file', () => {
  test('may hold several rules, and end with a separator', () => {
    expect(read(`${rule}---\n${rule}---\n`)).toHaveLength(2)
  })

  test('without a rule is an issue', () => {
    expect(messages('# nothing\n')).toEqual(['rule.yml: There is no rule in this file.'])
  })

  test('reports all of its mistakes at once, in order, each at its place', () => {
    const text = `title: t
status: stabel
logsource: {}
detection:
  selection:
    eventName|contians: x
    sourceIPAddress|cidr: [10.0.0.0/8, 10.0.0.1/8]
  timeframe: 5m
  condition: selecton or other
---
title: u
detection:
  a: {b: 1}
`
    expect(messages(text).map(message => message.replace(/`[^`]*`.*/, ''))).toEqual([
      'rule.yml:2:9: ',
      'rule.yml:3:1: ',
      'rule.yml:6:5: ',
      'rule.yml:7:40: ',
      'rule.yml:8:3: ',
      'rule.yml:9:14: There is no search called ',
      'rule.yml:9:26: There is no search called ',
      'rule.yml:11:1: ',
      'rule.yml:12:1: ',
    ])
  })

  test('with one bad rule yields no rule: nothing is half-run', () => {
    expect(parseSigma(`${rule}---\ntitle: x\n`, 'rule.yml').ok).toBe(false)
  })
})

describe('what is refused', () => {
  test.each([
    ['action: global\ntitle: x', 'unsupported-document'],
    ['title: x\nlogsource: {product: aws}\nfilter: {}', 'filter-rules'],
    ['title: x\nlogsource: {product: aws}\nfilter: {rules: any, a: {b: 1}, condition: a}', 'not-only-rules'],
    [`${withDetection('a: {b: 1}\ncondition: a')}filter: {}`, 'unsupported-document'],
    [`${withDetection('a: {b: 1}\ncondition: a')}sigma-version: 4`, 'unsupported-version'],
    [`${withDetection('a: {"b[some]": 1}\ncondition: a')}sigma-version: 3`, 'unknown-selector'],
    [`${withDetection('a: {"b[any]|contains": {c: 1}}\ncondition: a')}sigma-version: 3`, 'modifiers-do-not-combine'],
    [`${withDetection('a: {"b[any]": {c: [[1]]}}\ncondition: a')}sigma-version: 3`, 'nested-value'],
    ['- 1', 'not-a-rule'],
    ['title: [x]\nlogsource: {product: aws}\ndetection: {a: {b: 1}, condition: a}', 'wrong-type'],
    ['title: x\nlogsource: aws\ndetection: {a: {b: 1}, condition: a}', 'wrong-type'],
    ['title: x\nlogsource: {product: aws}\ndetection: text', 'wrong-type'],
    ['title: x\nlogsource: {product: aws}\nlevel: severe\ndetection: {a: {b: 1}, condition: a}', 'unknown-word'],
    [withDetection('a: {b: 1}'), 'missing-key'],
    [withDetection('a: {b: 1}\nconditions: a'), 'missing-key'],
    [withDetection('a: {b: 1}\ncondition: 5'), 'wrong-type'],
    [withDetection('and: {b: 1}\ncondition: 1 of them'), 'search-name'],
    [withDetection('a b: {b: 1}\ncondition: 1 of them'), 'search-name'],
    [withDetection('a: {b: 1}\ncondition: a\na: {b: 2}'), 'duplicate-key'],
    [withDetection('a: {b: 1\ncondition: a'), 'malformed-yaml'],
  ])('%j: %s', (text, code) => {
    const result = parseSigma(text, 'rule.yml')
    expect(result.ok ? [] : result.issues.map(issue => issue.code)).toContain(code)
  })

  test('a key that is nearly the missing one is named', () => {
    expect(messages('titel: x\nlogsource: {product: aws}\ndetection: {a: {b: 1}, condition: a}')).toEqual([
      'rule.yml:1:1: `title` is missing; was it meant by `titel`?',
    ])
  })

  test('nothing more is said of documents that were given up, or that are parts of an old collection', () => {
    expect(messages(`a: &a [*a]\n---\nb: 1`).map(message => message.slice(0, 14))).toEqual([
      'rule.yml:1:8: ',
      'rule.yml:3:1: ',
      'rule.yml:3:1: ',
      'rule.yml:3:1: ',
    ])
    const parts = 'detection: {a: {b: 1}, condition: a}\n---\ndetection: {a: {b: 2}, condition: a}\n'
    expect(messages(`action: global\ntitle: x\nlogsource: {product: aws}\n---\n${parts}`)).toEqual([
      expect.stringMatching(/^rule\.yml:1:1: Documents with `action`/),
    ])
  })

  test('the place inside of a quoted condition is exact, of a folded one its start', () => {
    expect(messages(withDetection('a: {b: 1}\ncondition: "a and x"'))).toEqual([
      'rule.yml:5:21: There is no search called `x`.',
    ])
    expect(messages(withDetection('a: {b: 1}\ncondition: >\n  a and\n  xyz'))).toEqual([
      'rule.yml:5:14: There is no search called `xyz`.',
    ])
  })
})
