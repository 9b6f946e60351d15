// Remembers strings by their bytes, so that JavaScript makes each but once. A string that is met a second time gets a number; the first
// time only its hash is noted, since most of those that differ from record to record are never met again.
import {
  copyBytes,
  MAX_STRINGS,
  MET_ONCE,
  MET_ONCE_SIZE,
  STRING_TABLE,
  STRING_TABLE_SIZE,
  STRINGS,
  STRINGS_SIZE,
  sameBytes,
} from './memory.as'
import { forgetShapes } from './shapes.as'
import { forgetSpans } from './spans.as'

/** Before a string stand its length and its number. */
const HEADER: usize = 8
const MOST_BYTES: usize = 4096

let count: u32 = 0
let used: usize = 0
let isFull: bool = false

/** The string's number; 0 if it has none. A slot of the table holds the upper half of a hash, and where the string is. */
export function findString(hash: u64, start: usize, length: usize): u32 {
  let slot = <u32>hash & (STRING_TABLE_SIZE - 1)
  const tag = <u32>(hash >> 32)
  while (true) {
    const at = STRING_TABLE + ((<usize>slot) << 3)
    const text = <usize>load<u32>(at, 4)
    if (!text) return 0
    if (load<u32>(at) == tag && <usize>load<u32>(text) == length && sameBytes(text + HEADER, start, length)) {
      const number = load<u32>(text, 4)
      if (number) return number
    }
    slot = (slot + 1) & (STRING_TABLE_SIZE - 1)
  }
}

/** The new number of a string that has none; 0 if it gets none. */
export function keepString(hash: u64, start: usize, length: usize): u32 {
  const once = MET_ONCE + ((<usize>(<u32>(hash >> 20) & (MET_ONCE_SIZE - 1))) << 2)
  const tag = <u32>(hash >> 32)
  if (load<u32>(once) != tag) {
    store<u32>(once, tag)
    return 0
  }
  if (length > MOST_BYTES) return 0
  if (count == MAX_STRINGS || used + length + HEADER + 16 > STRINGS_SIZE) {
    isFull = true
    return 0
  }
  const text = STRINGS + used
  store<u32>(text, <u32>length)
  store<u32>(text, ++count, 4)
  copyBytes(text + HEADER, start, length)
  used += (length + HEADER + 7) & ~7
  let slot = <u32>hash & (STRING_TABLE_SIZE - 1)
  while (load<u32>(STRING_TABLE + ((<usize>slot) << 3), 4)) slot = (slot + 1) & (STRING_TABLE_SIZE - 1)
  const at = STRING_TABLE + ((<usize>slot) << 3)
  store<u32>(at, tag)
  store<u32>(at, <u32>text, 4)
  return count
}

/** Between records: where there is no more room, all strings are forgotten, and numbers are given anew. */
export function makeRoomForStrings(): void {
  if (!isFull) return
  isFull = false
  count = 0
  used = 0
  memory.fill(STRING_TABLE, 0, (<usize>STRING_TABLE_SIZE) << 3)
  // Both tell strings by their numbers.
  forgetShapes()
  forgetSpans()
}

/** JavaScript does not know the string with the number. */
export function forgetString(number: u32): void {
  for (let text = STRINGS; text < STRINGS + used; text += (<usize>load<u32>(text) + HEADER + 7) & ~7) {
    if (load<u32>(text, 4) == number) store<u32>(text, 0, 4)
  }
}
