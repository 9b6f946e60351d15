import type { Issue, Place } from '#primitives'
import type { FieldName } from './access-log-record.ts'
import type { Fault } from './split-line.ts'

const sentences: Record<Fault['code'], string> = {
  'malformed-line': 'This is not a line of an S3 server access log.',
  'cut-line': 'The line ends before it says what became of the request.',
  'no-operation': 'The record does not say what was done: it has no operation.',
}

/** All sentences of the access log format, by the code they stand under. */
export const problems = {
  fault: (at: Place, { code, column, expected }: Fault, received: string): Issue => ({
    code,
    message: sentences[code],
    at: { ...at, column },
    expected,
    received,
  }),
  noOperation: (at: Place, received: string): Issue => ({
    code: 'no-operation',
    message: sentences['no-operation'],
    at,
    expected: 'a field such as operation',
    received,
  }),
  invalidJson: (at: Place, reason: string, received: string): Issue => ({
    code: 'invalid-json',
    message: `This line is not valid JSON: ${reason}.`,
    at,
    expected: 'one JSON object on the line',
    received,
  }),
  tooLarge: (at: Place, maxBytes: number): Issue => ({
    code: 'record-too-large',
    message: `This line has more than ${maxBytes} bytes and was skipped (limit maxRecordBytes).`,
    at,
    expected: `at most ${maxBytes} bytes`,
  }),
  cutAfter: (at: Place, field: FieldName): Issue => ({
    code: 'line-ends-early',
    message: `The line ends after ${field}. What it holds was used; the fields after it are taken for unknown.`,
    at,
  }),
}
