// Says to JavaScript, step by step, what object to build.
import { findString, forgetString, keepString } from './known-strings.as'
import { copyBytes, hashOf, MAX_TAPE, mix, TAPE, TAPE_BYTES, TEXT, TEXT_SIZE } from './memory.as'
import { lengthBeforeKey, noteOddValue, noteValue } from './occasion.as'
import { stringMarks } from './strings.as'

// What a step says; its other numbers are `a` and `b`.
/** The string of number `a`. */
const SEEN: u32 = 0
/** The next `b` bytes of the text, which from now on have number `a`. */
const NEW: u32 = 1
/** The next `b` bytes of the text. */
const LONG: u32 = 2
/** The JSON text from `a` to `b`. */
const JSON_TEXT: u32 = 3
/** The number `a`. */
const SMALL_NUMBER: u32 = 4
const NULL: u32 = 5
const TRUE: u32 = 6
const FALSE: u32 = 7
export const ENTER: u32 = 8
export const ENTER_LIST: u32 = 9
export const LEAVE: u32 = 10
/** The plain string that is noted as the occasion's value of role `a`; if `b`, the scalar. */
const OWN: u32 = 11
/** The next step's key: as `SEEN`, `NEW` and `LONG`. */
const KEY: u32 = 12
/** The string of number `a`, which is the next `b` bytes of the text if there are any, and behind it the record's own key. */
const KEYED: u32 = 15

/** In place of an entry: a member of a value that is kept whole. */
export const MEMBER: i32 = 0xffffff

let steps: i32 = 0
let text: usize = 0
let hash: u64 = 0
let isFamiliar: bool = true

export function clearTape(): void {
  steps = 0
  text = 0
  hash = 0
  isFamiliar = true
}

/** Whether equal records have equal tapes: every string is one met before, and told by its number. */
export function tapeIsFamiliar(): bool {
  return isFamiliar
}

export function tapeHash(): u64 {
  return hash
}

export function tapeLength(): i32 {
  return steps
}

/** Room is checked once per value: a value takes two steps, and no more than one for each bracket it closes. */
export function tapeIsFull(): bool {
  return steps > MAX_TAPE - 8
}

/** The bytes of new strings, all together. */
export function textLength(): usize {
  return text
}

export function put(entry: i32, kind: u32, a: u32, b: u32): void {
  const step = TAPE + <usize>steps * TAPE_BYTES
  store<u32>(step, ((<u32>entry) << 4) | kind)
  store<u32>(step, a, 4)
  store<u32>(step, b, 8)
  steps++
  hash = (rotl<u64>(hash, 23) ^ (((<u64>entry) << 36) | ((<u64>kind) << 32) | <u64>a)) * 0x9e3779b97f4a7c15
}

let outerHash: u64 = 0
let wasFamiliar: bool = true

/** A part begins that may be met again. */
export function beginPart(): void {
  outerHash = hash
  wasFamiliar = isFamiliar
  hash = 0
  isFamiliar = true
}

/** The part ends; false if an equal one might put other steps on the tape. */
export function endPart(): bool {
  const isWhole = isFamiliar
  isFamiliar = isFamiliar && wasFamiliar
  hash = mix(hash ^ rotl<u64>(outerHash, 17))
  return isWhole
}

/** The steps of a part that was met before. */
export function repeatPart(from: usize, length: usize, hashOfPart: u64): void {
  copyBytes(TAPE + <usize>steps * TAPE_BYTES, from, length)
  steps += <i32>(length / TAPE_BYTES)
  hash = mix(hashOfPart ^ rotl<u64>(hash, 17))
}

/** JavaScript will not read this tape, so it must not be thought to know what the tape would have told it. */
export function takeBack(): void {
  for (let step = 0; step < steps; step++) {
    const at = TAPE + <usize>step * TAPE_BYTES
    const kind = load<u32>(at) & 15
    const isNew = kind == NEW || kind == KEY + NEW || (kind == KEYED && load<u32>(at, 8))
    if (isNew) forgetString(load<u32>(at, 4))
  }
}

/** Puts a plain string; false if there is no room for its text. `offset` tells keys from values. */
function putPlain(entry: i32, offset: u32, start: usize, length: usize): bool {
  const hashOfString = hashOf(start, length)
  const known = findString(hashOfString, start, length)
  if (known) {
    put(entry, offset + SEEN, known, 0)
    return true
  }
  if (text + length + 16 > TEXT_SIZE) return false
  copyBytes(TEXT + text, start, length)
  text += length
  isFamiliar = false
  const fresh = keepString(hashOfString, start, length)
  put(entry, offset + (fresh ? NEW : LONG), fresh, <u32>length)
  return true
}

export function putString(entry: i32, role: u32, start: usize, end: usize): void {
  const isPlain = !stringMarks()
  if (role && isPlain) {
    noteValue(role, start, end, true)
    put(entry, OWN, role, 0)
    return
  }
  if (role) noteOddValue()
  if (isPlain && putPlain(entry, 0, start, end - start)) return
  isFamiliar = false
  put(entry, JSON_TEXT, <u32>start - 1, <u32>end + 1)
}

/** Puts a plain string that names the object of the record, by its own key; false for any other. */
export function putKeyed(entry: i32, start: usize, end: usize): bool {
  if (stringMarks()) return false
  const length = lengthBeforeKey(start, end)
  if (!length) return false
  const hashOfString = hashOf(start, length)
  const known = findString(hashOfString, start, length)
  if (known) {
    put(entry, KEYED, known, 0)
    return true
  }
  isFamiliar = false
  if (text + length + 16 > TEXT_SIZE) return false
  const fresh = keepString(hashOfString, start, length)
  if (!fresh) return false
  copyBytes(TEXT + text, start, length)
  text += length
  put(entry, KEYED, fresh, <u32>length)
  return true
}

const PROTO: u64 = 0x6f746f72705f5f

/** False for a key that JSON.parse has to deal with. */
export function putKey(start: usize, end: usize): bool {
  const length = end - start
  if (stringMarks()) return false
  // `__proto__`
  if (length == 9 && load<u64>(start) << 8 == PROTO << 8) return false
  return putPlain(MEMBER, KEY, start, length)
}

export function putScalar(entry: i32, role: u32, start: usize, end: usize): void {
  const first: u32 = load<u8>(start)
  if (role && first <= 0x39) {
    noteValue(role, start, end, false)
    put(entry, OWN, role, 1)
    return
  }
  if (role && first != 0x6e) noteOddValue()
  if (first == 0x6e) put(entry, NULL, 0, 0)
  else if (first == 0x74) put(entry, TRUE, 0, 0)
  else if (first == 0x66) put(entry, FALSE, 0, 0)
  else {
    let value: u32 = 0
    let p = start
    while (p < end && <u32>load<u8>(p) - 0x30 < 10) value = value * 10 + (<u32>load<u8>(p++) - 0x30)
    if (p == end && end - start < 10) put(entry, SMALL_NUMBER, value, 0)
    else {
      isFamiliar = false
      put(entry, JSON_TEXT, <u32>start, <u32>end)
    }
  }
}
