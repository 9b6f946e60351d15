// Reads a record as strictly as JSON.parse, but keeps only the members that the paths name.
import { beginKeys, entryOfKey, expectKey, passExpectedKey } from './known-keys.as'
import { makeRoomForStrings } from './known-strings.as'
import {
  ENTRIES,
  ENTRY_BYTES,
  LEVEL_BYTES,
  LEVELS,
  MAX_LEVELS,
  MAX_TAPE,
  NODE_BYTES,
  NODES,
  SEEN_ENTRIES,
  sameBytes,
  skipSpace,
  slotOf,
  TAPE_BYTES,
} from './memory.as'
import { forgetOccasion, hasTwofoldValue, noteOddValue, settleOccasion } from './occasion.as'
import { shapeOf } from './shapes.as'
import { dropSpan, endSpan, passSpan } from './spans.as'
import { scalarEnd, stringEnd, stringMarks } from './strings.as'
import {
  clearTape,
  ENTER,
  ENTER_LIST,
  LEAVE,
  MEMBER,
  put,
  putKey,
  putKeyed,
  putScalar,
  putString,
  takeBack,
  tapeHash,
  tapeIsFamiliar,
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

let records: u32 = 0
let shape: u32 = 0

/**
 * Writes what the paths from `root` on name in the record from `start` to `end` to the tape, and returns the number of steps; -1 if
 * it is no valid JSON or is spelled so unusually that JSON.parse has to judge it.
 */
export function project(start: usize, end: usize, root: i32): i32 {
  makeRoomForStrings()
  beginKeys()
  clearTape()
  forgetOccasion()
  records++
  shape = 0
  if (!read(start, end, root) || hasTwofoldValue()) {
    takeBack()
    return -1
  }
  if (tapeIsFamiliar() && settleOccasion()) {
    shape = shapeOf(tapeHash(), root, <usize>tapeLength() * TAPE_BYTES)
  }
  return tapeLength()
}

/** The number of the last record's shape: records of one shape differ in nothing but what `occasion.as.ts` notes. 0 for none. */
export function shapeNumber(): u32 {
  return shape
}

// Where the walk is: the innermost open bracket, and what is kept of it.
let level: i32 = 0
let bracket: u32 = OBJECT
let node: i32 = 0

/** A role of objects that come again: nothing below them belongs to one record alone. */
const RECURRING: u32 = 7
/** The role of a list of what the record is about: its texts may name the object by the record's own key. */
const NAMING: u32 = 8

let isNaming: bool = false

/** Whether an object directly in the record may be one that was met before. What no path leads to is only to be checked. */
function recurs(entry: i32): bool {
  return (entry == NOWHERE || roleOf(entry) == RECURRING) && tapeLength() < MAX_TAPE >> 1
}

function enter(byte: u32, inner: i32): void {
  const saved = LEVELS + <usize>level * LEVEL_BYTES
  store<u32>(saved, bracket)
  store<i32>(saved, node, 4)
  level++
  bracket = byte
  node = inner
}

/** `p` is behind the bracket. */
function leave(p: usize): void {
  if (node != NOWHERE) put(0, LEAVE, 0, 0)
  level--
  const saved = LEVELS + <usize>level * LEVEL_BYTES
  bracket = load<u32>(saved)
  node = load<i32>(saved, 4)
  if (level) return
  isNaming = false
  endSpan(p)
}

/** Opens a bracket. */
function open(byte: u32, entry: i32): void {
  if (entry == NOWHERE) return enter(byte, NOWHERE)
  put(entry, byte == OBJECT ? ENTER : ENTER_LIST, 0, 0)
  if (!level && roleOf(entry) == NAMING) isNaming = true
  const child = entry == MEMBER ? NOWHERE : childOf(entry)
  enter(byte, child < 0 || byte == ARRAY ? WHOLE : child)
}

function childOf(entry: i32): i32 {
  if (ownRoleOf(entry)) noteOddValue()
  return <i32>load<u32>(ENTRIES + <usize>entry * ENTRY_BYTES, 8) - 1
}

function roleOf(entry: i32): u32 {
  return entry < 0 || entry == MEMBER ? 0 : load<u32>(ENTRIES + <usize>entry * ENTRY_BYTES, 16)
}

/** The role of a value in the occasion. */
function ownRoleOf(entry: i32): u32 {
  const role = roleOf(entry)
  return role < RECURRING ? role : 0
}

/** Reads a key and its colon, puts it where all is kept, and returns the place of the value; 0 if JSON.parse has to. */
let keyEntry: i32 = NOWHERE
function readKey(p: usize, end: usize): usize {
  if (node != WHOLE) {
    const value = passExpectedKey(p, end, node)
    if (value) {
      keyEntry = entryOfKey()
      if (keyEntry >= 0) noteEntry()
      return skipSpace(value)
    }
  }
  if (load<u8>(p) != 0x22) return 0
  const start = p
  const key = p + 1
  const keyEnd = stringEnd(key, end)
  if (!keyEnd) return 0
  keyEntry = NOWHERE
  if (node >= 0) {
    // An escape may spell any key.
    if (stringMarks() & 1) return 0
    keyEntry = entryOf(node, key, keyEnd - key)
    if (keyEntry >= 0) noteEntry()
  } else if (node == WHOLE) {
    if (!putKey(key, keyEnd)) return 0
    keyEntry = MEMBER
  }
  p = skipSpace(keyEnd + 1)
  if (load<u8>(p) != 0x3a) return 0
  if (node != WHOLE) expectKey(start, p + 1, node, keyEntry)
  return skipSpace(p + 1)
}

/** Of members by one name the last counts: which one the occasion's values come from would not be plain. */
function noteEntry(): void {
  const at = SEEN_ENTRIES + ((<usize>keyEntry) << 2)
  if (load<u32>(at) == records) noteOddValue()
  store<u32>(at, records)
}

function read(start: usize, end: usize, root: i32): bool {
  if (load<u8>(start) != OBJECT) return false
  level = 0
  bracket = OBJECT
  node = root
  isNaming = false
  dropSpan()
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
        if (entry >= 0 && !(isNaming && putKeyed(entry, p + 1, stop))) putString(entry, ownRoleOf(entry), p + 1, stop)
        p = stop + 1
      } else if (byte == OBJECT || byte == ARRAY) {
        if (level + 1 >= MAX_LEVELS) return false
        const known = !level && byte == OBJECT && recurs(entry) ? passSpan(p, end, entry) : 0
        if (known) p += known
        else {
          open(byte, entry)
          if (tapeIsFull()) return false
          p = skipSpace(p + 1)
          ended = <u32>load<u8>(p) == bracket + 2
          if (!ended) continue
        }
      } else {
        const stop = scalarEnd(p)
        if (!stop) return false
        if (entry >= 0) putScalar(entry, ownRoleOf(entry), p, stop)
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
