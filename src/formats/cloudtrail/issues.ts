import { type Issue, isObject, type JsonValue, type Place } from '#primitives'
import { type ForeignShape, foreignShapes } from '../foreign-shapes.ts'
import type { Trouble } from './elements/element-sink.ts'

const sentences: Readonly<Record<Trouble, readonly [message: string, expected: string]>> = {
  'invalid-json': ['This record is not valid JSON.', 'valid JSON'],
  'nesting-too-deep': ['This record is nested too deeply.', 'fewer levels of nesting'],
  'record-too-large': ['This record is too large.', 'a smaller record, or a higher limit'],
  'truncated-record': ['This record is cut off.', 'the rest of the record'],
  'unreadable-text': ['This text between the records is no JSON object.', 'JSON objects'],
}

export function troubleIssue(code: Trouble, at: Place, received: string): Issue {
  const [message, expected] = sentences[code]
  return { code, message: `${message} ${received}`, at, expected, received }
}

export function unparsed(at: Place, error: unknown, text: string): Issue {
  const received = error instanceof Error ? error.message : excerpt(text)
  return {
    code: 'invalid-json',
    message: `This record is not valid JSON: ${received}.`,
    at,
    expected: 'valid JSON',
    received,
  }
}

export function noRecord(at: Place, value: JsonValue): Issue {
  const received = isObject(value)
    ? `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'no members'}`
    : excerpt(JSON.stringify(value))
  return {
    code: 'not-a-cloudtrail-record',
    message: `This is no CloudTrail record, nor an envelope of one: it is ${received}.`,
    at,
    expected: 'an object with eventSource and eventName',
    received,
  }
}

export function notInflated(at: Place, error: unknown): Issue {
  const received = error instanceof Error ? error.message : String(error)
  return {
    code: 'not-inflated',
    message: `The compressed content of this envelope could not be read: ${received}.`,
    at,
    expected: 'base64 of gzip within the limit on record sizes',
    received,
  }
}

export const untimed = (at: Place, value: JsonValue | undefined): Issue => ({
  code: 'unreadable-time',
  message:
    'The time of this record cannot be read. The record is used without one: no baseline learns from it, and --from and --to leave it out.',
  at,
  expected: 'an eventTime such as 2026-11-24T05:07:42Z',
  received: excerpt(JSON.stringify(value ?? null)),
})

export const unclosedIssue = (at: Place): Issue => ({
  code: 'truncated-file',
  message: 'The content ends before the list of records does: further records may be missing.',
  at,
  expected: 'the end of the list',
  received: 'the end of the content',
})

export const missingColumn = (at: Place, column: string): Issue => ({
  code: 'missing-column',
  message: `This row has no cell in the column ${column}.`,
  at,
  expected: 'as many cells as the header has',
  received: 'fewer cells',
})

export const flatLists = (at: Place, paths: readonly string[]): Issue => ({
  code: 'flat-lists',
  message: `This record was exported without its nesting, and of these lists it is not told what belongs to which element, so that they were left out: ${excerpt(paths.join(', '))}. Export the record as it is (Splunk: _raw).`,
  at,
  expected: 'one value for each element',
  received: excerpt(paths.join(', ')),
})

export const ambiguousTexts = (at: Place, members: readonly string[]): Issue => ({
  code: 'ambiguous-text',
  message: `This row of a table holds ${members.join(' and ')} as text that is cut off, or that can be read in more than one way, so that it was used without. Select it as JSON, or give the CloudTrail files of the bucket.`,
  at,
  expected: 'JSON, or a struct in which nothing is quoted',
  received: `text in ${members.join(' and ')}`,
})

export function respelled(at: Place, spellings: ReadonlyMap<string, number>): Issue {
  const counted = [...spellings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([spelling, count]) => `${spelling} (${count})`)
  const received = counted.slice(0, 5).join(', ') + (counted.length > 5 ? ` and ${counted.length - 5} more` : '')
  return {
    code: 'respelled-call',
    message: `Some calls are not named as CloudTrail names them, so a tool has changed these records: ${received}. They were read as the calls of s3.amazonaws.com that they stand for.`,
    at,
    expected: 'an eventSource and eventName as CloudTrail writes them',
    received,
  }
}

export const foreign = (at: Place, shape: ForeignShape): Issue => ({
  code: 'foreign-shape',
  message: foreignShapes[shape],
  at,
  expected: 'CloudTrail records',
  received: shape,
})

const excerpt = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text)
