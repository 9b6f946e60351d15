// Finds where the elements of a JSON container begin and end. Knows strings, escapes and nesting exactly; everything else is
// left to others.
import { callOf } from './calls.as'
import { bracketsEnd, escapesEnd, markBatch, restartMarks } from './mark.as'
import {
  BRACKETS,
  BRACKETS_SIZE,
  ELEMENT_BYTES,
  ELEMENTS,
  isBlank,
  MARKED_BRACKETS,
  MARKED_ESCAPES,
  MAX_ELEMENTS,
} from './memory.as'
import { byteBefore, forgetKeys, nameKeyAt, noteOwnKeys, shiftKeys, sourceKeyAt } from './own-members.as'

// Why `scan` returned.
const NEEDS_MORE: i32 = 0
const ELEMENTS_FULL: i32 = 1
/** An array begins: as an element at base 0, or as a member of an element at base 0. */
const ARRAY_BEGINS: i32 = 2
/** A closing bracket that belongs to no element. */
const CONTAINER_ENDS: i32 = 3
/** What stands here cannot stand in JSON. */
const BROKEN: i32 = 4
/** The end of an element at base 0 that held elements of its own. */
const WRAPPER_ENDS: i32 = 5

// Marks of an element.
/** A `\u` among its own keys and values: a key may be spelled with it. */
const ESCAPED: i32 = 1
const TOO_DEEP: i32 = 2

/** Strings are rarely as long. Where no bracket comes for longer, a missing quote may hide them. */
const LONG: usize = 2048

let position: usize = 0
let at: usize = 0
let base: i32 = 0
let depth: i32 = 0
let maxNesting: i32 = 0
let elements: i32 = 0
let element: usize = 0
let marks: i32 = 0
/** Behind the last bracket. */
let last: usize = 0
/** Up to where the quotes behind the last bracket have been looked at, and whether a string goes on there. */
let checked: usize = 0
let checkedInside: bool = false
/** The next marks of the batch. */
let bracket: usize = MARKED_BRACKETS
let escape: usize = MARKED_ESCAPES

export function setMaxNesting(nesting: i32): void {
  maxNesting = nesting
}

/** Goes on at `from`, outside of strings, directly in a container of depth `newBase`. */
export function begin(from: usize, newBase: i32): void {
  position = from
  base = newBase
  depth = newBase
  element = 0
  pass(from)
  restartMarks()
  bracket = MARKED_BRACKETS
  escape = MARKED_ESCAPES
}

/** The array that begins where the last call stopped holds elements of its own. */
export function descend(): void {
  base = depth
  element = 0
}

/** The container ends where the last call stopped. What it stood in, if anything, is no element. */
export function ascend(): void {
  depth = base - 1
  base = 0
}

/** The window's content has moved down by `distance` bytes; what was dropped counts as `floor`. Only between batches. */
export function shift(distance: usize, floor: usize): void {
  position -= distance
  last = max(floor, last - distance)
  checked = max(floor, checked - distance)
  if (element) element = max(floor, element - distance)
  shiftKeys(distance, floor)
}

export function mark(bits: i32): void {
  marks |= bits
}

export function elementStart(): usize {
  return element
}
export function elementCount(): i32 {
  return elements
}
export function stoppedAt(): usize {
  return at
}
export function scannedTo(): usize {
  return position
}
export function currentDepth(): i32 {
  return depth
}

function pass(place: usize): void {
  last = place
  checked = place
  checkedInside = false
}

/** Whether a bracket may open at `p` inside the container that `parent` opened. */
function mayOpen(p: usize, parent: u32): bool {
  const before = byteBefore(p)
  const inList = u32(before == 0x2c) | u32(before == 0x5b)
  return bool(select<u32>(u32(before == 0x3a), inList, parent == 0x7b) | u32(before == 0))
}

/** Whether each string up to `to` begins where one may; otherwise `at` is the place of the first that does not. */
function quotesFit(to: usize): bool {
  let p = checked
  while (p < to) {
    const byte: u32 = load<u8>(p)
    if (byte == 0x5c) p++
    else if (byte == 0x22) {
      const before: u32 = load<u8>(p - 1)
      const fits =
        before == 0x3a || before == 0x2c || before == 0x7b || before == 0x5b || before == 0 || isBlank(before)
      if (!checkedInside && !fits) {
        at = p
        return false
      }
      checkedInside = !checkedInside
    }
    p++
  }
  checked = p
  return true
}

function open(p: usize, kind: u32): i32 {
  let reason = NEEDS_MORE
  if (depth == base) {
    element = p
    marks = 0
    forgetKeys()
    if (base == 0 && kind == 0x5b) reason = ARRAY_BEGINS
  } else {
    if (depth <= BRACKETS_SIZE && !mayOpen(p, load<u8>(BRACKETS + depth - 1))) return BROKEN
    if (base == 0 && depth == 1 && kind == 0x5b) reason = ARRAY_BEGINS
  }
  if (depth < BRACKETS_SIZE) store<u8>(BRACKETS + depth, <u8>kind)
  depth++
  if (depth - base > maxNesting) marks |= TOO_DEEP
  return reason
}

function close(p: usize, kind: u32): i32 {
  if (depth <= base) return CONTAINER_ENDS
  if (depth <= BRACKETS_SIZE && <u32>load<u8>(BRACKETS + depth - 1) + 2 != kind) return BROKEN
  depth--
  if (depth > base) return NEEDS_MORE
  if (element == 0) return WRAPPER_ENDS
  const sourceKey = sourceKeyAt()
  const nameKey = nameKeyAt()
  const out = ELEMENTS + <usize>elements * ELEMENT_BYTES
  store<u32>(out, <u32>element)
  store<u32>(out, <u32>p + 1, 4)
  store<u32>(out, marks, 8)
  store<u32>(out, sourceKey && nameKey && !marks ? callOf(sourceKey, nameKey) : 0, 12)
  store<u32>(out, <u32>sourceKey, 16)
  store<u32>(out, <u32>nameKey, 20)
  element = 0
  elements++
  return elements == MAX_ELEMENTS ? ELEMENTS_FULL : NEEDS_MORE
}

/** Marks the element if there is an escape before `end` behind the last bracket, and passes all escapes before `end`. */
function noteEscapes(end: usize): void {
  while (escape < escapesEnd() && <usize>load<u32>(escape) < end) {
    if (depth == base + 1 && <usize>load<u32>(escape) >= last) marks |= ESCAPED
    escape += 4
  }
}

/** Goes through the marked brackets, of content that ends at `contentEnd` or, if `more`, goes on. */
function walk(contentEnd: usize, more: bool): i32 {
  const end = bracketsEnd()
  while (bracket < end) {
    const p = <usize>load<u32>(bracket)
    if (p - last > LONG && !quotesFit(p)) return BROKEN
    bracket += 4
    if (escape < escapesEnd()) noteEscapes(p)
    if (depth == base + 1) noteOwnKeys(last, p)
    const kind: u32 = load<u8>(p)
    const reason = kind & 4 ? close(p, kind) : open(p, kind)
    pass(p + 1)
    if (reason) {
      at = p
      return reason
    }
  }
  noteEscapes(position)
  // Where the content is cut into pieces, or blocks end, must not matter.
  const seen = min(position, contentEnd)
  const doubtful = seen > last + LONG || (!more && element != 0)
  return doubtful && !quotesFit(seen) ? BROKEN : NEEDS_MORE
}

/**
 * Scans up to `end`, or a little less unless it is the `final` call. Past `end` must lie 128 bytes of white space then.
 * Where `scan` returns for a bracket, `stoppedAt` is its place and the next call goes on behind it.
 */
export function scan(end: usize, final: bool): i32 {
  const limit = final ? end : end - 79
  elements = 0
  while (true) {
    const reason = walk(end, !final || position < limit)
    if (reason) return reason
    if (position >= limit) return NEEDS_MORE
    position = markBatch(position, limit)
    bracket = MARKED_BRACKETS
    escape = MARKED_ESCAPES
  }
}
