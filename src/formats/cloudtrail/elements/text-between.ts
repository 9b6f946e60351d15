import type { Window } from '../scanner/window.ts'
import type { ElementSink } from './element-sink.ts'
import { nextLineStart } from './plausible-start.ts'

/** One scalar or one run of other text among elements. */
interface Token {
  readonly start: number
  readonly end: number
  /** Undefined when the token is no JSON. */
  readonly value: string | number | boolean | null | undefined
}

const longestContainerKey = 16

const comma = 0x2c
const quote = 0x22
const backslash = 0x5c
const newline = 0x0a

const isSpace = (byte: number): boolean => byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09

/** The common case: nothing, or one comma or line break. */
export function isPlainSeparator(bytes: Buffer, start: number, end: number): boolean {
  if (start === end) return true
  if (end - start !== 1) return false
  const byte = bytes[start] as number
  return byte === comma || isSpace(byte)
}

/** The key whose value begins at `at`, if it is short and plain. */
export function keyBefore(bytes: Buffer, at: number): string | undefined {
  let end = at - 1
  while (isSpace(bytes[end] as number)) end--
  if (bytes[end] !== 0x3a) return undefined
  end--
  while (isSpace(bytes[end] as number)) end--
  if (bytes[end] !== quote) return undefined
  const key = bytes.toString('latin1', end - longestContainerKey, end)
  const start = key.lastIndexOf('"')
  return start < 0 ? undefined : key.slice(start + 1)
}

/**
 * Tells what stands between two elements, up to where a line of JSON begins in it, which then is given: a stray quote
 * has hidden that line. Otherwise -1.
 */
export function tellBetween(window: Window, from: number, to: number, sink: ElementSink): number {
  const { bytes } = window
  for (const { start, end, value } of tokensBetween(bytes, from, to)) {
    const offset = window.offsetOf(start)
    if (value !== undefined) {
      sink.value(value, offset)
      continue
    }
    sink.trouble('unreadable-text', offset, `It has ${end - start} bytes.`)
    const line = nextLineStart(bytes, start, to)
    if (line >= 0) return line
  }
  return -1
}

/** Usually a comma or white space, which is nothing. */
function* tokensBetween(bytes: Buffer, start: number, end: number): Generator<Token> {
  let at = start
  while (at < end) {
    const byte = bytes[at] as number
    if (byte === comma || isSpace(byte)) {
      at++
      continue
    }
    // A byte-order mark.
    if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) {
      at += 3
      continue
    }
    const stop = byte === quote ? stringStop(bytes, at, end) : textStop(bytes, at, end)
    yield { start: at, end: stop, value: scalarOf(bytes.toString('utf8', at, stop)) }
    at = stop
  }
}

function stringStop(bytes: Buffer, start: number, end: number): number {
  let at = start + 1
  while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return Math.min(at + 1, end)
}

/** Up to the next comma or the end of the line: a line of prose is one token. */
function textStop(bytes: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] !== comma && bytes[at] !== newline) at++
  return at
}

function scalarOf(text: string): Token['value'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? undefined : (value as Token['value'])
  } catch {
    return undefined
  }
}
