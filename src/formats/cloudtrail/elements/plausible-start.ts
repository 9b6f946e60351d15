import { contentKeys, firstKeys } from '../envelope/known-keys.ts'
import { noticedWithin } from './reading-sizes.ts'

const newline = 0x0a
const carriageReturn = 0x0d
const quote = 0x22
const brace = 0x7b
const colon = 0x3a
const comma = 0x2c
const bracket = 0x5b
const longestKey = 24
const longestIndent = 32

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === newline || byte === carriageReturn || byte === 0x09

/** Where the last byte before `at` stands that is no white space. */
function solidBefore(bytes: Buffer, at: number): number {
  let before = at - 1
  while (isSpace(bytes[before])) before--
  return before
}

const byteBefore = (bytes: Buffer, at: number): number | undefined => bytes[solidBefore(bytes, at)]

/** What stands before it makes it a part of something larger. */
const isNested = (before: number | undefined): boolean => before === colon || before === comma || before === bracket

/**
 * The start of the line after the one that `from` stands in, where an object begins there as it does in JSON lines; -1 if none
 * does before `to`. Only the next line counts: a record that goes over several lines may hold others.
 */
export function nextLineStart(bytes: Buffer, from: number, to: number): number {
  const line = bytes.indexOf(newline, from) + 1
  return line > 0 && line < to && beginsObject(bytes, line) ? line : -1
}

/** The first line after the one that `from` stands in where an object begins so; -1 if none does before `to`. */
export function laterLineStart(bytes: Buffer, from: number, to: number): number {
  for (let line = bytes.indexOf(newline, from) + 1; line > 0 && line < to; line = bytes.indexOf(newline, line) + 1) {
    if (beginsObject(bytes, line)) return line
  }
  return -1
}

const beginsObject = (bytes: Buffer, line: number): boolean =>
  bytes[line] === brace && !isNested(byteBefore(bytes, line))

/** The key that the object at `start` begins with, if it is short and plain. */
export function firstKeyAt(bytes: Buffer, start: number, to: number): string | undefined {
  let at = start + 1
  while (at < Math.min(to, start + longestIndent) && isSpace(bytes[at])) at++
  if (bytes[at] !== quote) return undefined
  const end = bytes.subarray(at + 1, Math.min(to, at + 2 + longestKey)).indexOf(quote)
  return end < 0 ? undefined : bytes.toString('latin1', at + 1, at + 1 + end)
}

/**
 * Where a record begins that stands in nothing but envelopes, in a broken element that begins at `start`: at the last brace of
 * `{"aws":{"cloudtrail":{"eventVersion"`. Nothing of a record comes before it, so it cannot be part of one. -1 if there is none.
 */
export function innerStart(bytes: Buffer, start: number, to: number): number {
  for (let at = start; ; ) {
    const key = firstKeyAt(bytes, at, to)
    if (key === undefined) return -1
    if (firstKeys.has(key)) return at > start ? at : -1
    if (!contentKeys.includes(key)) return -1
    at = bytes.indexOf(quote, at + 1) + key.length + 2
    while (at < to && (isSpace(bytes[at]) || bytes[at] === colon)) at++
    if (at >= to || bytes[at] !== brace) return -1
  }
}

/**
 * The first place from `from` on where a record or envelope plausibly begins; -1 if there is none before `to`.
 * Its key may reach up to `end`.
 */
export function plausibleStart(bytes: Buffer, from: number, to: number, end: number): number {
  for (let at = bytes.indexOf(brace, from); at >= 0 && at < to; at = bytes.indexOf(brace, at + 1)) {
    // The value of a member is part of a record, whatever it looks like.
    if (byteBefore(bytes, at) === colon) continue
    const before = bytes[at - 1]
    if (before === newline || before === carriageReturn) return at
    const key = firstKeyAt(bytes, at, end)
    if (key !== undefined && firstKeys.has(key)) return at
  }
  return -1
}

/**
 * From where on a wrapper's text behind its elements is still needed: where an object begins a line, reading would go on
 * there, should the wrapper turn out broken.
 */
export function keptOfWrapper(bytes: Buffer, from: number, scanned: number, maxBytes: number): number {
  const line = laterLineStart(bytes, from, scanned)
  if (line >= 0 && scanned - line <= maxBytes) return from
  return Math.max(from, Math.min(scanned - noticedWithin, solidBefore(bytes, scanned)))
}
