// Finds where the elements of a JSON container begin and end, 64 bytes at a time, and where an element's own
// `eventSource` and `eventName` stand. Knows strings, escapes and nesting exactly; everything else is left to others.
import { callOf } from './calls.as'
import { BRACKETS, BRACKETS_SIZE, ELEMENT_BYTES, ELEMENTS, isSpace, MAX_ELEMENTS } from './memory.as'

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

const EVENT_SOU: u64 = 0x756f53746e657665
const RCE_QUOTE: u32 = 0x22656372
const EVENT_NAM: u64 = 0x6d614e746e657665
const E_QUOTE: u32 = 0x2265

const EVEN: u64 = 0x5555555555555555

let position: usize = 0
let at: usize = 0
let base: i32 = 0
let depth: i32 = 0
let insideString: u64 = 0
let escapes: u64 = 0
let maxNesting: i32 = 0
let elements: i32 = 0
let element: usize = 0
let sourceKey: usize = 0
let nameKey: usize = 0
let marks: i32 = 0
/** The block at hand holds a `\u` escape. */
let unicode: bool = false

export function setMaxNesting(nesting: i32): void {
  maxNesting = nesting
}

/** Goes on at `from`, outside of strings, directly in a container of depth `newBase`. */
export function begin(from: usize, newBase: i32): void {
  position = from
  base = newBase
  depth = newBase
  insideString = 0
  escapes = 0
  element = 0
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

/** The window's content has moved down by `distance` bytes; an element whose start was dropped keeps `floor`. */
export function shift(distance: usize, floor: usize): void {
  position -= distance
  if (element) element = max(floor, element - distance)
  if (sourceKey) sourceKey = max(floor, sourceKey - distance)
  if (nameKey) nameKey = max(floor, nameKey - distance)
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

function mask64(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a)) |
    ((<u64>(<u32>i8x16.bitmask(b))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(c))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(d))) << 48)
  )
}

/** For each byte whether an odd number of quotes stands up to and including it. */
function parity(quotes: u64): u64 {
  quotes ^= quotes << 1
  quotes ^= quotes << 2
  quotes ^= quotes << 4
  quotes ^= quotes << 8
  quotes ^= quotes << 16
  return quotes ^ (quotes << 32)
}

/** The bytes that a backslash before them escapes. A run of backslashes escapes what follows it if its length is odd. */
function escapedBytes(backslashes: u64): u64 {
  backslashes &= ~escapes
  const follows = (backslashes << 1) | escapes
  const oddStarts = backslashes & ~EVEN & ~follows
  const sum = oddStarts + backslashes
  escapes = sum < backslashes ? 1 : 0
  return (EVEN ^ (sum << 1)) & follows
}

/** The last byte before `p` that is no white space; 0 where the window begins. */
function byteBefore(p: usize): u32 {
  let byte: u32 = load<u8>(--p)
  while (isSpace(byte)) byte = load<u8>(--p)
  return byte
}

/** Looks at strings of a block that are an element's own keys and values. */
function noteKeys(block: usize, quotes: u64): void {
  if (unicode) marks |= ESCAPED
  while (quotes) {
    const p = block + <usize>ctz(quotes)
    quotes &= quotes - 1
    const head = load<u64>(p + 1)
    if (head == EVENT_SOU && load<u32>(p + 9) == RCE_QUOTE) {
      const before = byteBefore(p)
      if (before == 0x7b || before == 0x2c) sourceKey = p
    } else if (head == EVENT_NAM && <u32>load<u16>(p + 9) == E_QUOTE) {
      const before = byteBefore(p)
      if (before == 0x7b || before == 0x2c) nameKey = p
    }
  }
}

/** Whether a bracket may open at `p` inside the container that `parent` opened. */
function mayOpen(p: usize, parent: u32): bool {
  const before = byteBefore(p)
  if (before == 0) return true
  return parent == 0x7b ? before == 0x3a : before == 0x2c || before == 0x5b
}

/** Whether the string that begins at `p` stands where one may. */
function mayQuote(p: usize): bool {
  const before: u32 = load<u8>(p - 1)
  return before == 0x3a || before == 0x2c || before == 0x7b || before == 0x5b || before == 0 || isSpace(before)
}

function open(p: usize, bracket: u32): i32 {
  let reason = NEEDS_MORE
  if (depth == base) {
    element = p
    sourceKey = 0
    nameKey = 0
    marks = 0
    if (base == 0 && bracket == 0x5b) reason = ARRAY_BEGINS
  } else {
    if (depth <= BRACKETS_SIZE && !mayOpen(p, load<u8>(BRACKETS + depth - 1))) return BROKEN
    if (base == 0 && depth == 1 && bracket == 0x5b) reason = ARRAY_BEGINS
  }
  if (depth < BRACKETS_SIZE) store<u8>(BRACKETS + depth, <u8>bracket)
  depth++
  if (depth - base > maxNesting) marks |= TOO_DEEP
  return reason
}

function close(p: usize, bracket: u32): i32 {
  if (depth <= base) return CONTAINER_ENDS
  if (depth <= BRACKETS_SIZE && <u32>load<u8>(BRACKETS + depth - 1) + 2 != bracket) return BROKEN
  depth--
  if (depth > base) return NEEDS_MORE
  if (element == 0) return WRAPPER_ENDS
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

function stop(p: usize, reason: i32): i32 {
  at = p
  position = p + 1
  insideString = 0
  escapes = 0
  return reason
}

/** Goes through the brackets of a block, and through the strings between them that are an element's own. */
function walk(block: usize, opening: u64, closing: u64, quotes: u64): i32 {
  let brackets = opening | closing
  while (brackets) {
    const bit = brackets & -brackets
    const p = block + <usize>ctz(brackets)
    if (depth == base + 1) noteKeys(block, quotes & (bit - 1))
    quotes &= ~(bit - 1)
    const reason = opening & bit ? open(p, load<u8>(p)) : close(p, load<u8>(p))
    if (reason) return stop(p, reason)
    brackets &= brackets - 1
  }
  if (depth == base + 1) noteKeys(block, quotes)
  return NEEDS_MORE
}

/**
 * Scans up to `end`, or a little less unless it is the `last` call. Past `end` must lie 128 bytes of white space then.
 * Where `scan` returns for a bracket, `stoppedAt` is its place and the next call goes on behind it.
 */
export function scan(end: usize, last: bool): i32 {
  const limit = last ? end : end - 79
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  const lower = i8x16.splat(0x20)
  const brace = i8x16.splat(0x7b)
  const endBrace = i8x16.splat(0x7d)
  elements = 0
  while (position < limit) {
    const block = position
    const a = v128.load(block)
    const b = v128.load(block, 16)
    const c = v128.load(block, 32)
    const d = v128.load(block, 48)
    let quotes = mask64(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote))
    const slashA = i8x16.eq(a, backslash)
    const slashB = i8x16.eq(b, backslash)
    const slashC = i8x16.eq(c, backslash)
    const slashD = i8x16.eq(d, backslash)
    unicode = false
    if (v128.any_true(v128.or(v128.or(slashA, slashB), v128.or(slashC, slashD))) || escapes) {
      const escaped = escapedBytes(mask64(slashA, slashB, slashC, slashD))
      quotes &= ~escaped
      const u = i8x16.splat(0x75)
      unicode = (escaped & mask64(i8x16.eq(a, u), i8x16.eq(b, u), i8x16.eq(c, u), i8x16.eq(d, u))) != 0
    }
    const strings = parity(quotes) ^ insideString
    insideString = <u64>(<i64>strings >> 63)
    // `[` and `{`, `]` and `}` differ in one bit.
    const la = v128.or(a, lower)
    const lb = v128.or(b, lower)
    const lc = v128.or(c, lower)
    const ld = v128.or(d, lower)
    const opening =
      mask64(i8x16.eq(la, brace), i8x16.eq(lb, brace), i8x16.eq(lc, brace), i8x16.eq(ld, brace)) & ~strings
    const closing =
      mask64(i8x16.eq(la, endBrace), i8x16.eq(lb, endBrace), i8x16.eq(lc, endBrace), i8x16.eq(ld, endBrace)) & ~strings
    const opens = quotes & strings
    // One string per block is enough to notice soon that a quote is missing.
    if (opens && !mayQuote(block + <usize>ctz(opens))) return stop(block + <usize>ctz(opens), BROKEN)
    position = block + 64
    if (opening | closing) {
      const reason = walk(block, opening, closing, opens)
      if (reason) return reason
    } else if (depth == base + 1) {
      noteKeys(block, opens)
    }
  }
  return NEEDS_MORE
}
