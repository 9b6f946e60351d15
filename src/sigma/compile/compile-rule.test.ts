import { describe, expect, test } from 'vitest'
import { closest, formatIssue } from '#primitives'
import type { FieldResolver } from '../compiled-rule.ts'
import { parseSearch } from '../parse/parse-search.ts'
import { parseSigma } from '../parse/parse-sigma.ts'
import { compileRule } from './compile-rule.ts'
import { compileSearch } from './compile-search.ts'

type Event = Readonly<Record<string, unknown>>

const names = [
  'eventName',
  'eventSource',
  'errorCode',
  'userAgent',
  'accountId',
  'recipientAccountId',
  'bytes',
  'grants',
]

const fields: FieldResolver<Event> = {
  resolve: field => (names.includes(field) ? event => event[field] : undefined),
  suggest: field => closest(field, names),
}

function parse(detection: string) {
  const text = `title: t\nlogsource: {product: aws}\ndetection:\n${detection.replaceAll(/^/gm, '  ')}\n`
  const parsed = parseSigma(text, 'rule.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const [rule] = parsed.value
  if (rule === undefined) throw new Error('no rule')
  return rule
}

function compile(detection: string) {
  const compiled = compileRule(parse(detection), fields)
  if (!compiled.ok) throw new Error(compiled.issues.map(formatIssue).join('\n'))
  return compiled.value
}

const versioning = `
selection:
  eventSource: s3.amazonaws.com
  eventName: [PutBucketVersioning, PutBucketAcl]
filter_denied:
  errorCode|contains: [Denied, Unauthorized]
condition: selection and not filter_denied`

describe('a compiled rule', () => {
  test('matches what its condition says', () => {
    const rule = compile(versioning)
    expect(rule.matches({ eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl' })).toBe(true)
    expect(rule.matches({ eventSource: 's3.amazonaws.com', eventName: 'GetBucketAcl' })).toBe(false)
    const denied = { eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl', errorCode: 'AccessDenied' }
    expect(rule.matches(denied)).toBe(false)
  })

  test('names every field it reads, other fields that are compared with too', () => {
    expect(compile('a: {accountId|fieldref: recipientAccountId}\ncondition: a').fields).toEqual([
      'accountId',
      'recipientAccountId',
    ])
  })

  test('fails with all unknown fields, their places, and what was meant', () => {
    const rule = parse('a:\n  eventNme: x\n  accountId|fieldref: recipientAcountId\n  zzz: 1\ncondition: a')
    const compiled = compileRule(rule, fields)
    expect(compiled.ok ? [] : compiled.issues.map(formatIssue)).toEqual([
      'rule.yml:5:5: `eventNme` is not a field; did you mean `eventName`?',
      'rule.yml:6:5: `recipientAcountId` is not a field; did you mean `recipientAccountId`?',
      'rule.yml:7:5: `zzz` is not a field.',
    ])
  })

  test('compares fields of one event, unless one of them has no value', () => {
    const rule = compile('a: {accountId|fieldref: recipientAccountId}\ncondition: a')
    expect(rule.matches({ accountId: '111122223333', recipientAccountId: '111122223333' })).toBe(true)
    expect(rule.matches({ accountId: '111122223333', recipientAccountId: ['444455556666', '111122223333'] })).toBe(true)
    expect(rule.matches({ accountId: '111122223333', recipientAccountId: '444455556666' })).toBe(false)
    expect(rule.matches({ accountId: null, recipientAccountId: null })).toBe(false)
    expect(rule.matches({})).toBe(false)
    const start = compile('a: {userAgent|fieldref|startswith: eventName}\ncondition: a')
    expect(start.matches({ userAgent: 'PUTOBJECT-tool', eventName: 'PutObject' })).toBe(true)
  })

  test('`all` wants each value in the list, in whichever element', () => {
    const rule = compile('a: {grants|contains|all: [AllUsers, READ]}\ncondition: a')
    expect(rule.matches({ grants: ['uri=AllUsers', ['READ']] })).toBe(true)
    expect(rule.matches({ grants: ['uri=AllUsers'] })).toBe(false)
  })
})

describe('explain', () => {
  test('a match names the values that held, and the exclusions that did not', () => {
    const event = { eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl', errorCode: 'NoSuchBucket' }
    expect(compile(versioning).explain(event)).toEqual({
      matched: true,
      reasons: [
        {
          search: 'selection',
          field: 'eventSource',
          operator: 'equals',
          expected: ['s3.amazonaws.com'],
          actual: 's3.amazonaws.com',
          matched: true,
        },
        {
          search: 'selection',
          field: 'eventName',
          operator: 'equals',
          expected: ['PutBucketAcl'],
          actual: 'PutBucketAcl',
          matched: true,
        },
        {
          search: 'filter_denied',
          field: 'errorCode',
          operator: 'not contains',
          expected: ['Denied', 'Unauthorized'],
          actual: 'NoSuchBucket',
          matched: true,
        },
      ],
    })
  })

  test('a non-match names only what failed', () => {
    const event = { eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl', errorCode: 'AccessDenied' }
    expect(compile(versioning).explain(event)).toEqual({
      matched: false,
      reasons: [
        {
          search: 'filter_denied',
          field: 'errorCode',
          operator: 'not contains',
          expected: ['Denied'],
          actual: 'AccessDenied',
          matched: false,
        },
      ],
    })
  })

  test('names of required values only those that were not there', () => {
    const rule = compile('a: {userAgent|contains|all: [aws-cli, s3api]}\ncondition: a')
    expect(rule.explain({ userAgent: 'aws-cli/2.15' }).reasons).toMatchObject([{ expected: ['s3api'], matched: false }])
  })

  test('tells a search that stands in two conditions once', () => {
    const rule = compile('a: {eventName: x}\nb: {bytes|gt: 5}\ncondition: [a, a and b]')
    expect(rule.explain({ eventName: 'x', bytes: 6 }).reasons).toHaveLength(2)
  })
})

describe('required values', () => {
  const required = (detection: string, field = 'eventName') => {
    const values = compile(detection).requiredValues(field)
    return values && [...values].toSorted()
  }

  test('are the plain values of a field that must be equal to one of them', () => {
    expect(required(versioning)).toEqual(['putbucketacl', 'putbucketversioning'])
    expect(required(versioning, 'eventSource')).toEqual(['s3.amazonaws.com'])
    expect(required('a: {bytes: [5, true]}\ncondition: a', 'bytes')).toEqual(['5', 'true'])
    expect(required('a: {eventName: a\\*}\ncondition: a')).toEqual(['a*'])
  })

  test.each([
    ['wildcards', 'a: {eventName: [GetObject, Put*]}\ncondition: a'],
    ['null', 'a: {eventName: [GetObject, null]}\ncondition: a'],
    ['other operators', 'a: {eventName|startswith: Get}\ncondition: a'],
    ['negation', 'a: {eventName: GetObject}\ncondition: not a'],
    ['an alternative that does without', 'a: {eventName: GetObject}\nb: {bytes: 5}\ncondition: a or b'],
    ['an alternative condition', 'a: {eventName: GetObject}\nb: {bytes: 5}\ncondition: [a, b]'],
    ['an alternative map', 'a: [{eventName: GetObject}, {bytes: 5}]\ncondition: a'],
  ])('are unknown with %s', (_, detection) => {
    expect(required(detection)).toBeUndefined()
  })

  test('are joined over alternatives, through quantifiers and double negation', () => {
    const searches = 'a: {eventName: A}\nb: [{eventName: B}, {eventName: C, bytes: 5}]\nc: {bytes: 6}\n'
    expect(required(`${searches}condition: 1 of a* or b`)).toEqual(['a', 'b', 'c'])
    expect(required(`${searches}condition: not (not a or not c)`)).toEqual(['a'])
    expect(required(`${searches}condition: all of them`)).toEqual(['a'])
    expect(required(`${searches}condition: not 1 of b* and not (c or not a)`)).toEqual(['a'])
  })

  test('stay true for a list that satisfies two requirements by two elements', () => {
    const rule = compile('a: {eventName: [x, y]}\nb: {eventName: [y, z]}\ncondition: a and b')
    expect(rule.matches({ eventName: ['x', 'z'] })).toBe(true)
    expect(rule.requiredValues('eventName')?.size).toBe(2)
  })
})

describe('a search outside of a rule', () => {
  test('is compiled with the same fields', () => {
    const parsed = parseSearch({ 'bytes|gte': 10 }, { file: 'allow.yml' })
    const compiled = parsed.ok ? compileSearch(parsed.value, fields) : parsed
    expect(compiled.ok && compiled.value.matches({ bytes: 10 })).toBe(true)
    expect(compiled.ok && compiled.value.matches({ bytes: 9 })).toBe(false)
  })

  test('fails for unknown fields', () => {
    const parsed = parseSearch({ byte: 10 }, { file: 'allow.yml' })
    const compiled = parsed.ok ? compileSearch(parsed.value, fields) : parsed
    expect(compiled).toMatchObject({ issues: [{ code: 'unknown-field', at: { file: 'allow.yml' } }] })
  })
})
