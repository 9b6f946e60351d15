// What each record has of its own, though all else in it was met before: when it was, and what it is known by.
import { OCCASION, sameBytes } from './memory.as'

// The roles of entries, as JavaScript writes them; 0 is none.
const TIME: u32 = 1
const EVENT_ID: u32 = 2
const REQUEST_ID: u32 = 3
const KEY: u32 = 4
const BYTES_OUT: u32 = 5
const BYTES_IN: u32 = 6
/** Some text names the object by the record's own key. */
const KEYED: u32 = 8
/** The id of the request is one that S3 made. */
const REQUESTED: u32 = 9

/** The numbers that JavaScript reads: time, identity, request and both counts of bytes; behind them, by role, where each value lies; under 0, which there are. */
const IDENTITY_AT: usize = 8
const REQUEST_AT: usize = 16
const BYTES_OUT_AT: usize = 24
const BYTES_IN_AT: usize = 32
const PLACES_AT: usize = 40

let found: u32 = 0
let isPlain: bool = true
let isTwofold: bool = false

export function forgetOccasion(): void {
  found = 0
  isPlain = true
  isTwofold = false
}

/** A value came twice, so that what the tape says of the first would be read where the second lies. */
export function hasTwofoldValue(): bool {
  return isTwofold
}

/** `isText`: it is a string without escapes and of ASCII alone. */
export function noteValue(role: u32, start: usize, end: usize, isText: bool): void {
  const place = OCCASION + PLACES_AT + ((<usize>role) << 3)
  store<u32>(place, <u32>start)
  store<u32>(place, <u32>end, 4)
  if (has(role)) isTwofold = true
  found |= 1 << role
  const isCount = role == BYTES_OUT || role == BYTES_IN
  if (isText == isCount) isPlain = false
}

/**
 * How much of a plain string comes before the record's own key, where it is the ARN of the object with that key; 0 for another.
 * The bucket is in what comes before, so that events of one shape are about one bucket.
 */
export function lengthBeforeKey(start: usize, end: usize): usize {
  if (!has(KEY)) return 0
  const length = lengthOf(KEY)
  const at = end - length
  if (!length || at <= start + 1 || load<u8>(at - 1) != 0x2f) return 0
  if (!sameBytes(startOf(KEY), at, length) || !beginsObjectArn(start, at)) return 0
  found |= 1 << KEYED
  return at - start
}

/** `arn:`, the partition, `:s3:::`, and the name of a bucket with a slash behind it. */
function beginsObjectArn(start: usize, end: usize): bool {
  if (load<u32>(start) != 0x3a6e7261) return false
  let p = start + 4
  while (p < end && isOfPartition(load<u8>(p))) p++
  // `:s3::` and `:`
  if (load<u32>(p) != 0x3a33733a || load<u16>(p, 4) != 0x3a3a) return false
  return p + 7 < end && load<u8>(p, 6) != 0x2f
}

function isOfPartition(byte: u32): bool {
  return byte - 0x61 < 26 || byte == 0x2d
}

export function noteOddValue(): void {
  isPlain = false
}

function startOf(role: u32): usize {
  return <usize>load<u32>(OCCASION + PLACES_AT + ((<usize>role) << 3))
}

function lengthOf(role: u32): usize {
  return <usize>load<u32>(OCCASION + PLACES_AT + ((<usize>role) << 3), 4) - startOf(role)
}

function has(role: u32): bool {
  return (found & (1 << role)) != 0
}

/** Whether the record can be told by these numbers, which then are written: they are what JavaScript would make of its texts. */
export function settleOccasion(): bool {
  if (has(REQUEST_ID) && isRequestId(startOf(REQUEST_ID), lengthOf(REQUEST_ID))) found |= 1 << REQUESTED
  store<u32>(OCCASION + PLACES_AT, found)
  if (!isPlain || !has(TIME) || !has(EVENT_ID)) return false
  if (lengthOf(TIME) != 20 || !noteTime(startOf(TIME))) return false
  if (lengthOf(EVENT_ID) != 36 || !noteIdentity(startOf(EVENT_ID))) return false
  let seed: u32 = 0
  if (has(KEY)) {
    if (!lengthOf(KEY)) return false
    seed = <u32>digest(startOf(KEY), lengthOf(KEY), 0)
  }
  if (has(REQUEST_ID)) {
    if (!lengthOf(REQUEST_ID)) return false
    store<f64>(OCCASION + REQUEST_AT, <f64>digest(startOf(REQUEST_ID), lengthOf(REQUEST_ID), seed))
  }
  return noteBytes(BYTES_OUT, BYTES_OUT_AT) && noteBytes(BYTES_IN, BYTES_IN_AT)
}

/** 16 letters and digits without `EXAMPLE` at an end, and not nine steps from a letter to itself or the next: as `isRequestId` in JavaScript. */
function isRequestId(p: usize, length: usize): bool {
  if (length != 16) return false
  let steps: u32 = 0
  let before: u32 = 0
  for (let index: usize = 0; index < 16; index++) {
    const code: u32 = load<u8>(p + index)
    if (code - 0x30 > 9 && code - 0x41 > 25) return false
    if (code - before <= 1) steps++
    before = code
  }
  return steps < 9 && !isExample(p) && !isExample(p + 9)
}

/** `EXAM` and `MPLE` */
function isExample(p: usize): bool {
  return load<u32>(p) == 0x4d415845 && load<u32>(p, 3) == 0x454c504d
}

function digits(p: usize, count: usize): u32 {
  let value: u32 = 0
  for (let index: usize = 0; index < count; index++) {
    const digit: u32 = <u32>load<u8>(p + index) - 0x30
    if (digit > 9) return 0xffff
    value = value * 10 + digit
  }
  return value
}

function daysInMonth(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
}

/** Days since 1970 in the Gregorian calendar, counted in years that begin in March. */
function daysBefore(year: u32, month: u32, day: u32): u32 {
  const y = month <= 2 ? year - 1 : year
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719468
}

/** `2026-11-24T05:07:42Z` and nothing else. */
function noteTime(p: usize): bool {
  if (load<u8>(p, 4) != 0x2d || load<u8>(p, 7) != 0x2d || load<u8>(p, 10) != 0x54) return false
  if (load<u8>(p, 13) != 0x3a || load<u8>(p, 16) != 0x3a || load<u8>(p, 19) != 0x5a) return false
  const year = digits(p, 4)
  const month = digits(p + 5, 2)
  const day = digits(p + 8, 2)
  const hour = digits(p + 11, 2)
  const minute = digits(p + 14, 2)
  const second = digits(p + 17, 2)
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false
  if (hour > 23 || minute > 59 || second > 60) return false
  const seconds = <f64>daysBefore(year, month, day) * 86400 + <f64>(hour * 3600 + minute * 60 + second)
  store<f64>(OCCASION, seconds * 1000)
  return true
}

/** All ones where a byte is a hexadecimal digit. */
function hexDigits(bytes: v128): v128 {
  const number = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10))
  const lower = v128.or(bytes, i8x16.splat(0x20))
  return v128.or(number, i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(6)))
}

/** The number written in four hexadecimal digits. */
function hexValue(p: usize): u32 {
  const four = load<u32>(p)
  // A letter has bit 6 set, and its low four bits count from 1.
  const digits = (four & 0x0f0f0f0f) + ((four >> 6) & 0x01010101) * 9
  return ((digits & 0xff) << 12) | (digits & 0xff00) | ((digits >> 12) & 0xf0) | (digits >> 24)
}

/** Where the dashes of a GUID stand: in its first 16 bytes, and in the next 16. */
const DASHES: i32 = (1 << 8) | (1 << 13)
const MORE_DASHES: i32 = (1 << 2) | (1 << 7)

/** The first 21 and the last 32 bits of a GUID; false for what is none. */
function noteIdentity(p: usize): bool {
  const variant: u32 = <u32>load<u8>(p, 19) | 0x20
  if (variant != 0x38 && variant != 0x39 && variant != 0x61 && variant != 0x62) return false
  const a = v128.load(p)
  const b = v128.load(p, 16)
  const dash = i8x16.splat(0x2d)
  if (i8x16.bitmask(i8x16.eq(a, dash)) != DASHES || i8x16.bitmask(hexDigits(a)) != (0xffff ^ DASHES)) return false
  if (i8x16.bitmask(i8x16.eq(b, dash)) != MORE_DASHES || i8x16.bitmask(hexDigits(b)) != (0xffff ^ MORE_DASHES)) {
    return false
  }
  if ((i8x16.bitmask(hexDigits(v128.load(p, 32))) & 15) != 15) return false
  const high = (hexValue(p) << 5) | (hexValue(p + 4) >> 11)
  const low = (hexValue(p + 28) << 16) | hexValue(p + 32)
  store<f64>(OCCASION + IDENTITY_AT, <f64>high * 4294967296.0 + <f64>low)
  return true
}

/** `digest53` of a text of ASCII. */
function digest(p: usize, length: usize, seed: u32): u64 {
  let high: u32 = 0xdeadbeef ^ seed
  let low: u32 = 0x41c6ce57 ^ seed
  for (const end = p + length; p < end; p++) {
    const code: u32 = load<u8>(p)
    high = (high ^ code) * 2654435761
    low = (low ^ code) * 1597334677
  }
  high = ((high ^ (high >> 16)) * 2246822507) ^ ((low ^ (low >> 13)) * 3266489909)
  low = ((low ^ (low >> 16)) * 2246822507) ^ ((high ^ (high >> 13)) * 3266489909)
  return ((<u64>(low & 2097151)) << 32) | <u64>high
}

/** `89` and `89.0`, where there are any. */
function noteBytes(role: u32, at: usize): bool {
  if (!has(role)) return true
  const p = startOf(role)
  let length = lengthOf(role)
  if (length > 2 && load<u16>(p + length - 2) == 0x302e) length -= 2
  if (!length || length > 15) return false
  let bytes: f64 = 0
  for (let index: usize = 0; index < length; index++) {
    const digit: u32 = <u32>load<u8>(p + index) - 0x30
    if (digit > 9) return false
    bytes = bytes * 10 + <f64>digit
  }
  store<f64>(OCCASION + at, bytes)
  return true
}
