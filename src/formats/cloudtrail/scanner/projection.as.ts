// Reads a record as strictly as JSON.parse, but keeps only the members that the paths name.
import {
  CACHE,
  CACHE_SLOT_BYTES,
  CACHE_SLOTS,
  ENTRIES,
  ENTRY_BYTES,
  hashOf,
  LEVEL_BYTES,
  LEVELS,
  MAX_LEVELS,
  MAX_TAPE,
  NODE_BYTES,
  NODES,
  sameBytes,
  skipSpace,
  slotOf,
  TAPE,
  TAPE_BYTES,
  TEXT,
  TEXT_SIZE,
} from './memory.as'
import { scalarEnd, stringEnd, stringMarks } from './strings.as'

// What a step on the tape says; its other numbers are `a` and `b`.
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
const ENTER: u32 = 8
const LEAVE: u32 = 9

const OBJECT: u32 = 0x7b
const ARRAY: u32 = 0x5b
/** A node that no path leads to. */
const NOWHERE: i32 = -1

let steps: i32 = 0
let text: usize = 0
let cachedEntries: i32 = 0

export function setCachedEntries(entries: i32): void {
  cachedEntries = entries
}

/** The bytes of new strings, all together. */
export function textLength(): usize {
  return text
}

function put(entry: i32, kind: u32, a: u32, b: u32): void {
  const step = TAPE + <usize>steps * TAPE_BYTES
  store<u32>(step, ((<u32>entry) << 4) | kind)
  store<u32>(step, a, 4)
  store<u32>(step, b, 8)
  steps++
}

/** The entry of a node for a key; -1 if no path goes there. */
function entryOf(node: i32, key: usize, length: usize): i32 {
  let entry = <i32>load<u16>(NODES + <usize>node * NODE_BYTES + ((<usize>slotOf(key, length)) << 1)) - 1
  while (entry >= 0) {
    const at = ENTRIES + <usize>entry * ENTRY_BYTES
    if (<usize>load<u32>(at, 4) == length && sameBytes(<usize>load<u32>(at), key, length)) return entry
    entry = <i32>load<u32>(at, 12) - 1
  }
  return NOWHERE
}

function putString(entry: i32, start: usize, end: usize): void {
  const length = end - start
  if (stringMarks()) {
    put(entry, JSON_TEXT, <u32>start - 1, <u32>end + 1)
    return
  }
  let kind = LONG
  let slot: u32 = 0
  if (entry < cachedEntries && length <= CACHE_SLOT_BYTES - 4) {
    slot = <u32>entry * CACHE_SLOTS + (<u32>(hashOf(start, length) >> 40) & (CACHE_SLOTS - 1))
    const at = CACHE + <usize>slot * CACHE_SLOT_BYTES
    if (<usize>load<u32>(at) == length + 1 && sameBytes(at + 4, start, length)) {
      put(entry, SEEN, slot, 0)
      return
    }
    // A length one too big, so that an empty slot holds nothing, not even the empty string.
    store<u32>(at, <u32>length + 1)
    memory.copy(at + 4, start, length)
    kind = NEW
  }
  if (text + length > TEXT_SIZE) {
    put(entry, JSON_TEXT, <u32>start - 1, <u32>end + 1)
    if (kind == NEW) store<u32>(CACHE + <usize>slot * CACHE_SLOT_BYTES, 0)
    return
  }
  memory.copy(TEXT + text, start, length)
  text += length
  put(entry, kind, slot, <u32>length)
}

function putScalar(entry: i32, start: usize, end: usize): void {
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

/**
 * Writes what the paths name in the record from `start` to `end` to the tape, and returns the number of steps; -1 if it is no
 * valid JSON or is spelled so unusually that JSON.parse has to judge it.
 */
export function project(start: usize, end: usize): i32 {
  steps = 0
  text = 0
  if (load<u8>(start) != OBJECT) return -1
  let level = 0
  let bracket: u32 = OBJECT
  let node: i32 = 0
  let whole: i32 = NOWHERE
  let wholeStart: usize = 0
  let p = skipSpace(start + 1)
  let done = <u32>load<u8>(p) == 0x7d
  while (true) {
    if (!done) {
      let entry: i32 = NOWHERE
      if (bracket == OBJECT) {
        if (load<u8>(p) != 0x22) return -1
        const key = p + 1
        const keyEnd = stringEnd(key, end)
        if (!keyEnd) return -1
        if (node >= 0) {
          if (stringMarks() & 1) return -1
          entry = entryOf(node, key, keyEnd - key)
        }
        p = skipSpace(keyEnd + 1)
        if (load<u8>(p) != 0x3a) return -1
        p = skipSpace(p + 1)
      }
      const byte: u32 = load<u8>(p)
      if (byte == 0x22) {
        const stop = stringEnd(p + 1, end)
        if (!stop) return -1
        if (entry >= 0) putString(entry, p + 1, stop)
        p = stop + 1
      } else if (byte == OBJECT || byte == ARRAY) {
        if (level + 1 >= MAX_LEVELS) return -1
        const saved = LEVELS + <usize>level * LEVEL_BYTES
        store<u32>(saved, ((<u32>(node + 1)) << 8) | bracket)
        store<i32>(saved, whole, 4)
        store<u32>(saved, <u32>wholeStart, 8)
        level++
        bracket = byte
        whole = NOWHERE
        node = NOWHERE
        if (entry >= 0) {
          const child = <i32>load<u32>(ENTRIES + <usize>entry * ENTRY_BYTES, 8) - 1
          if (child >= 0 && byte == OBJECT) {
            put(entry, ENTER, 0, 0)
            node = child
          } else {
            whole = entry
            wholeStart = p
          }
        }
        p = skipSpace(p + 1)
        if (<u32>load<u8>(p) == byte + 2) done = true
        if (!done) continue
      } else {
        const stop = scalarEnd(p)
        if (!stop) return -1
        if (entry >= 0) putScalar(entry, p, stop)
        p = stop
      }
    }
    // A value has ended, or with `done` a container that may close here.
    while (true) {
      if (!done) p = skipSpace(p)
      done = false
      const byte: u32 = load<u8>(p)
      if (byte == 0x2c) {
        p = skipSpace(p + 1)
        break
      }
      if (byte != bracket + 2) return -1
      p++
      if (level == 0) return p == end ? steps : -1
      if (whole >= 0) put(whole, JSON_TEXT, <u32>wholeStart, <u32>p)
      else if (node >= 0) put(0, LEAVE, 0, 0)
      level--
      const saved = LEVELS + <usize>level * LEVEL_BYTES
      const word = load<u32>(saved)
      bracket = word & 0xff
      node = <i32>(word >> 8) - 1
      whole = load<i32>(saved, 4)
      wholeStart = <usize>load<u32>(saved, 8)
    }
    if (steps > MAX_TAPE - 8) return -1
  }
}
