// Reads a record as strictly as JSON.parse, but keeps only the members that the paths name.
import { holdsSpan, keepSpan, spanPays, spanSlot } from './cache.as'
import {
  ENTRIES,
  ENTRY_BYTES,
  LEVEL_BYTES,
  LEVELS,
  MAX_LEVELS,
  NODE_BYTES,
  NODES,
  sameBytes,
  skipSpace,
  slotOf,
} from './memory.as'
import { scalarEnd, stringEnd, stringMarks } from './strings.as'
import {
  clearTape,
  ENTER,
  ENTER_LIST,
  keepAs,
  LEAVE,
  MEMBER,
  put,
  putKey,
  putScalar,
  putString,
  SEEN_OBJECT,
  takeBack,
  tapeIsFull,
  tapeLength,
} from './tape.as'

const OBJECT: u32 = 0x7b
const ARRAY: u32 = 0x5b

/** In place of an entry or node: no path leads there. */
const NOWHERE: i32 = -1
/** In place of a node: everything below is kept. */
const WHOLE: i32 = -2

/** The entry of a node for a key; `NOWHERE` if no path goes there. */
function entryOf(node: i32, key: usize, length: usize): i32 {
  let entry = <i32>load<u16>(NODES + <usize>node * NODE_BYTES + ((<usize>slotOf(key, length)) << 1)) - 1
  while (entry >= 0) {
    const at = ENTRIES + <usize>entry * ENTRY_BYTES
    if (<usize>load<u32>(at, 4) == length && sameBytes(<usize>load<u32>(at), key, length)) return entry
    entry = <i32>load<u32>(at, 12) - 1
  }
  return NOWHERE
}

/**
 * Writes what the paths name in the record from `start` to `end` to the tape, and returns the number of steps; -1 if it is no
 * valid JSON or is spelled so unusually that JSON.parse has to judge it.
 */
export function project(start: usize, end: usize): i32 {
  clearTape()
  if (read(start, end)) return tapeLength()
  takeBack()
  return -1
}

// Where the walk is: the innermost open bracket, what is kept of it, and the entry in whose cache its strings belong.
let level: i32 = 0
let bracket: u32 = OBJECT
let node: i32 = 0
let owner: i32 = 0
/** The object at the top level that is to be kept: its first step, start and slot. */
let span: i32 = NOWHERE
let spanStart: usize = 0
let spanStep: i32 = 0
let slotOfSpan: u32 = 0

function enter(byte: u32, inner: i32, keeper: i32): void {
  const saved = LEVELS + <usize>level * LEVEL_BYTES
  store<u32>(saved, bracket)
  store<i32>(saved, node, 4)
  store<i32>(saved, owner, 8)
  level++
  bracket = byte
  node = inner
  owner = keeper
}

function leave(p: usize): void {
  if (node != NOWHERE) put(0, LEAVE, 0, 0)
  level--
  const saved = LEVELS + <usize>level * LEVEL_BYTES
  bracket = load<u32>(saved)
  node = load<i32>(saved, 4)
  owner = load<i32>(saved, 8)
  if (level || span == NOWHERE) return
  if (keepSpan(slotOfSpan, spanStart, p - spanStart)) keepAs(spanStep, slotOfSpan)
  span = NOWHERE
}

/** Opens the bracket at `p`, and returns the place behind it; or behind the whole object, if it is known already. */
function open(p: usize, end: usize, entry: i32): usize {
  const byte: u32 = load<u8>(p)
  if (entry == NOWHERE) {
    enter(byte, NOWHERE, owner)
    return p + 1
  }
  const kind = byte == OBJECT ? ENTER : ENTER_LIST
  if (entry == MEMBER) {
    put(entry, kind, 0, 0)
    enter(byte, WHOLE, owner)
    return p + 1
  }
  const at = ENTRIES + <usize>entry * ENTRY_BYTES
  const child = <i32>load<u32>(at, 8) - 1
  if (child < 0 || byte == ARRAY) {
    put(entry, kind, 0, 0)
    enter(byte, WHOLE, entry)
    return p + 1
  }
  const candidate = <i32>load<u32>(at, 16) - 1
  if (candidate >= 0 && spanPays(candidate)) {
    slotOfSpan = spanSlot(candidate, p)
    const length = holdsSpan(candidate, slotOfSpan, p, end)
    if (length) {
      put(entry, SEEN_OBJECT, slotOfSpan, 0)
      return p + length
    }
    span = candidate
    spanStart = p
    spanStep = tapeLength()
  }
  put(entry, ENTER, 0, 0)
  enter(byte, child, entry)
  return p + 1
}

/** Reads a key and its colon, puts it where all is kept, and returns the place of the value; 0 if JSON.parse has to. */
let keyEntry: i32 = NOWHERE
function readKey(p: usize, end: usize): usize {
  if (load<u8>(p) != 0x22) return 0
  const key = p + 1
  const keyEnd = stringEnd(key, end)
  if (!keyEnd) return 0
  keyEntry = NOWHERE
  if (node >= 0) {
    // An escape may spell any key.
    if (stringMarks() & 1) return 0
    keyEntry = entryOf(node, key, keyEnd - key)
  } else if (node == WHOLE) {
    if (!putKey(key, keyEnd)) return 0
    keyEntry = MEMBER
  }
  p = skipSpace(keyEnd + 1)
  return load<u8>(p) == 0x3a ? skipSpace(p + 1) : 0
}

function read(start: usize, end: usize): bool {
  if (load<u8>(start) != OBJECT) return false
  level = 0
  bracket = OBJECT
  node = 0
  owner = 0
  span = NOWHERE
  let p = skipSpace(start + 1)
  let ended = <u32>load<u8>(p) == OBJECT + 2
  while (true) {
    if (!ended) {
      let entry: i32 = node == WHOLE ? MEMBER : NOWHERE
      if (bracket == OBJECT) {
        p = readKey(p, end)
        if (!p) return false
        entry = keyEntry
      }
      const byte: u32 = load<u8>(p)
      if (byte == 0x22) {
        const stop = stringEnd(p + 1, end)
        if (!stop) return false
        if (entry >= 0) putString(entry, entry == MEMBER ? owner : entry, p + 1, stop)
        p = stop + 1
      } else if (byte == OBJECT || byte == ARRAY) {
        if (level + 1 >= MAX_LEVELS) return false
        const before = level
        p = skipSpace(open(p, end, entry))
        if (level > before) {
          if (tapeIsFull()) return false
          ended = <u32>load<u8>(p) == bracket + 2
          if (!ended) continue
        }
      } else {
        const stop = scalarEnd(p)
        if (!stop) return false
        if (entry >= 0) putScalar(entry, p, stop)
        p = stop
      }
    }
    // A value has ended, or a container has begun that holds nothing.
    while (true) {
      ended = false
      p = skipSpace(p)
      const byte: u32 = load<u8>(p)
      if (byte == 0x2c) {
        p = skipSpace(p + 1)
        break
      }
      if (byte != bracket + 2) return false
      p++
      if (level == 0) return p == end
      leave(p)
      if (tapeIsFull()) return false
    }
    if (tapeIsFull()) return false
  }
}
