// Says to JavaScript, step by step, what object to build.
import { forgetSpan, forgetString, holdsString, keepString, MOST_STRING_BYTES, stringSlot } from './cache.as'
import { copyBytes, MAX_TAPE, MOST_CACHED, TAPE, TAPE_BYTES, TEXT, TEXT_SIZE } from './memory.as'
import { stringMarks } from './strings.as'

// What a step says; its other numbers are `a` and `b`.
/** The string in cache slot `a`. */
const SEEN: u32 = 0
/** The next `b` bytes of the text, to be kept in cache slot `a`. */
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
/** An object begins, to be kept in span slot `a - 1`. */
export const ENTER: u32 = 8
export const ENTER_LIST: u32 = 9
export const LEAVE: u32 = 10
/** The object in span slot `a`. */
export const SEEN_OBJECT: u32 = 11
/** The next step's key: as `SEEN`, `NEW` and `LONG`. */
const KEY: u32 = 12

/** In place of an entry: a member of a value that is kept whole. */
export const MEMBER: i32 = 0xffffff

let steps: i32 = 0
let text: usize = 0

export function clearTape(): void {
  steps = 0
  text = 0
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
}

/** Says of the object that began with step `step` that it is to be kept. */
export function keepAs(step: i32, slot: u32): void {
  store<u32>(TAPE + <usize>step * TAPE_BYTES, slot + 1, 4)
}

/** JavaScript will not read this tape, so it must not be thought to know what the tape would have told it. */
export function takeBack(): void {
  for (let step = 0; step < steps; step++) {
    const at = TAPE + <usize>step * TAPE_BYTES
    const kind = load<u32>(at) & 15
    const slot = load<u32>(at, 4)
    if (kind == NEW || kind == KEY + NEW) forgetString(slot)
    else if (kind == ENTER && slot) forgetSpan(slot - 1)
  }
}

/** Puts a plain string; false if there is no room for its text. `offset` tells keys from values. */
function putPlain(entry: i32, owner: i32, offset: u32, start: usize, length: usize): bool {
  let slot: u32 = 0
  let kind = LONG
  if (length <= MOST_STRING_BYTES && owner <= MOST_CACHED) {
    slot = stringSlot(owner, start, length)
    if (holdsString(slot, start, length)) {
      put(entry, offset + SEEN, slot, 0)
      return true
    }
    kind = NEW
  }
  if (text + length + 16 > TEXT_SIZE) return false
  if (kind == NEW) keepString(slot, start, length)
  copyBytes(TEXT + text, start, length)
  text += length
  put(entry, offset + kind, slot, <u32>length)
  return true
}

/** `owner` is the entry in whose cache the string belongs. */
export function putString(entry: i32, owner: i32, start: usize, end: usize): void {
  if (!stringMarks() && putPlain(entry, owner, 0, start, end - start)) return
  put(entry, JSON_TEXT, <u32>start - 1, <u32>end + 1)
}

const PROTO: u64 = 0x6f746f72705f5f

/** False for a key that JSON.parse has to deal with. */
export function putKey(start: usize, end: usize): bool {
  const length = end - start
  if (stringMarks()) return false
  // `__proto__`
  if (length == 9 && load<u64>(start) << 8 == PROTO << 8) return false
  return putPlain(MEMBER, MOST_CACHED, KEY, start, length)
}

export function putScalar(entry: i32, start: usize, end: usize): void {
  const first: u32 = load<u8>(start)
  if (first == 0x6e) put(entry, NULL, 0, 0)
  else if (first == 0x74) put(entry, TRUE, 0, 0)
  else if (first == 0x66) put(entry, FALSE, 0, 0)
  else {
    let value: u32 = 0
    let p = start
    while (p < end && <u32>load<u8>(p) - 0x30 < 10) value = value * 10 + (<u32>load<u8>(p++) - 0x30)
    if (p == end && end - start < 10) put(entry, SMALL_NUMBER, value, 0)
    else put(entry, JSON_TEXT, <u32>start, <u32>end)
  }
}
