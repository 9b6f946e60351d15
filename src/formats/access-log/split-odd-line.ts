import { type AccessLogRecord, fewestFields, fieldNames } from './access-log-record.ts'
import { isOperationAt, skipSpaces, textAt, tokenEnd } from './fields.ts'
import { findRequestUri } from './request-uri.ts'
import type { Fault, Split } from './split-line.ts'

/** The values found, in the order of a line. */
type Values = (string | number | null)[]

// More fields than AWS will ever append; what comes after them stays together in the last one.
const mostExtras = 50

/**
 * The slow way: finds what cannot be anything else (the time in brackets, the operation, the status after the
 * request-URI, the last quote) and takes the fields between for what they are. Linear in the length of the line.
 */
export function splitOddLine(line: string): Split {
  const values: Values = []
  const head = readHead(line, values)
  if ('fault' in head) return { ok: false, fault: head.fault }
  const uri = findRequestUri(line, head.end)
  if (!uri) return { ok: false, fault: withoutStatus(line, head.end) }
  values.push(textAt(line, head.end, uri.keyEnd), uri.text, ...uri.answer.values)
  readTail(line, readQuotedFields(line, uri.answer.end, values), values)
  return toSplit(values)
}

/** Bucket owner to operation; where the key starts, or what is wrong. */
function readHead(line: string, values: Values): { end: number } | { fault: Fault } {
  let at = 0
  for (let field = 0; field < 4; field++) {
    const start = skipSpaces(line, at)
    if (start >= line.length) return { fault: malformedAt(start, 'bucket owner, bucket, time in brackets, remote IP') }
    const isTime = field === 2
    if (isTime && line[start] === '[') {
      const end = line.indexOf(']', start)
      if (end < 0) return { fault: cutAt(line, 'a closing bracket after the time') }
      values.push(line.slice(start + 1, end))
      at = end + 1
    } else {
      at = tokenEnd(line, start)
      const value = textAt(line, start, at)
      if (isTime && value !== null) return { fault: malformedAt(start, 'a time in brackets as the third field') }
      values.push(value)
    }
  }
  return readCaller(line, skipSpaces(line, at), values)
}

/** Requester, request id and operation. The first may hold spaces, as that of a CloudFront origin access identity. */
function readCaller(line: string, from: number, values: Values): { end: number } | { fault: Fault } {
  let requesterEnd = from
  let [idStart, idEnd] = [from, from]
  let start = from
  for (let count = 0; start < line.length; count++) {
    const end = tokenEnd(line, start)
    if (count >= 2 && isOperationAt(line, start, end)) {
      values.push(textAt(line, from, requesterEnd), textAt(line, idStart, idEnd), line.slice(start, end))
      return { end: skipSpaces(line, end) }
    }
    if (line.slice(start, end).includes('"')) return { fault: withoutOperation(line, from, start) }
    requesterEnd = idEnd
    idStart = start
    idEnd = end
    start = skipSpaces(line, end)
  }
  return { fault: withoutOperation(line, from, line.length) }
}

/** Referer and user agent: S3 leaves quotes inside them as they are, but the tail after them has none. */
function readQuotedFields(line: string, from: number, values: Values): number {
  const start = skipSpaces(line, from)
  const last = line.lastIndexOf('"')
  if (start >= line.length) return line.length
  if (line[start] !== '"') {
    const end = tokenEnd(line, start)
    values.push(textAt(line, start, end))
    return readUserAgent(line, skipSpaces(line, end), last, values)
  }
  const border = line.indexOf('" "', start + 1)
  const end = border > 0 ? border : last
  if (end <= start) return line.length
  values.push(textAt(line, start + 1, end))
  return readUserAgent(line, skipSpaces(line, end + 1), last, values)
}

function readUserAgent(line: string, start: number, last: number, values: Values): number {
  if (start >= line.length) return line.length
  const isQuoted = line[start] === '"'
  if (isQuoted && last === start) return line.length // cut inside
  const end = isQuoted ? last : tokenEnd(line, start)
  values.push(textAt(line, isQuoted ? start + 1 : start, end))
  return isQuoted ? end + 1 : end
}

function readTail(line: string, from: number, values: Values): void {
  for (let start = skipSpaces(line, from); start < line.length; ) {
    const isFull = values.length === fieldNames.length + mostExtras - 1
    const end = isFull ? line.length : tokenEnd(line, start)
    values.push(textAt(line, start, end))
    start = skipSpaces(line, end)
  }
}

function toSplit(values: Values): Split {
  const fields: Record<string, string | number | null> = {}
  for (const [index, name] of fieldNames.entries()) fields[name] = values[index] ?? null
  for (let index = fieldNames.length; index < values.length; index++) {
    fields[`extra_${index - fieldNames.length + 1}`] = values[index] ?? null
  }
  const record = fields as AccessLogRecord
  const last = values.length < fewestFields ? fieldNames[values.length - 1] : undefined
  return last ? { ok: true, record, cutAfter: last } : { ok: true, record }
}

function withoutOperation(line: string, from: number, to: number): Fault {
  const expected = 'an operation such as REST.GET.OBJECT as the seventh field'
  const column = from + 1
  const third = line.slice(from, to).split(/ +/, 3)[2]
  if (third === '-') return { code: 'no-operation', column, expected }
  return third === undefined || third === '' ? cutAt(line, expected) : malformedAt(from, expected)
}

function withoutStatus(line: string, from: number): Fault {
  const expected = 'an HTTP status after the request-URI'
  return line.includes('" ', from) ? malformedAt(from, expected) : cutAt(line, expected)
}

const malformedAt = (index: number, expected: string): Fault => ({
  code: 'malformed-line',
  column: index + 1,
  expected,
})
const cutAt = (line: string, expected: string): Fault => ({ code: 'cut-line', column: line.length + 1, expected })
