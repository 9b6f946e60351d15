// Finds an element's own `eventSource` and `eventName` in the stretches between its own brackets.
import { isBlank } from './memory.as'

const EVENT_SOU: u64 = 0x756f53746e657665
const RCE_QUOTE: u32 = 0x22656372
const EVENT_NAM: u64 = 0x6d614e746e657665
const E_QUOTE: u32 = 0x2265

let sourceKey: usize = 0
let nameKey: usize = 0

/** Where the last `"eventSource"` of the element stands; 0 if there is none. */
export function sourceKeyAt(): usize {
  return sourceKey
}
export function nameKeyAt(): usize {
  return nameKey
}

export function forgetKeys(): void {
  sourceKey = 0
  nameKey = 0
}

export function shiftKeys(distance: usize, floor: usize): void {
  if (sourceKey) sourceKey = max(floor, sourceKey - distance)
  if (nameKey) nameKey = max(floor, nameKey - distance)
}

/** The last byte before `p` that is no white space; 0 where the window begins. */
export function byteBefore(p: usize): u32 {
  let byte: u32 = load<u8>(--p)
  while (isBlank(byte)) byte = load<u8>(--p)
  return byte
}

/**
 * A quote, the name and a quote are a whole string: an escaped quote has a backslash before it, and a string holds no other.
 * Behind `{` or `,` it is a key.
 */
function noteKey(p: usize): void {
  const head = load<u64>(p + 1)
  const isSource = head == EVENT_SOU && load<u32>(p + 9) == RCE_QUOTE
  if (!isSource && (head != EVENT_NAM || <u32>load<u16>(p + 9) != E_QUOTE)) return
  const before = byteBefore(p)
  if (before != 0x7b && before != 0x2c) return
  if (isSource) sourceKey = p
  else nameKey = p
}

/** A quote whose sixth byte behind is as in `"eventSource` or `"eventName`. */
function hints(p: usize): v128 {
  const sixth = v128.load(p, 6)
  const named = v128.or(i8x16.eq(sixth, i8x16.splat(0x53)), i8x16.eq(sixth, i8x16.splat(0x4e)))
  return v128.and(named, i8x16.eq(v128.load(p), i8x16.splat(0x22)))
}

function noteAll(p: usize, end: usize, found: u32): void {
  while (found) {
    const at = p + <usize>ctz(found)
    if (at < end) noteKey(at)
    found &= found - 1
  }
}

/** Looks through an element's own members from `start` to `end`, between two brackets. */
export function noteOwnKeys(start: usize, end: usize): void {
  let p = start
  while (p < end) {
    const a = hints(p)
    const b = hints(p + 16)
    const c = hints(p + 32)
    const d = hints(p + 48)
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      noteAll(p, end, i8x16.bitmask(a))
      noteAll(p + 16, end, i8x16.bitmask(b))
      noteAll(p + 32, end, i8x16.bitmask(c))
      noteAll(p + 48, end, i8x16.bitmask(d))
    }
    p += 64
  }
}
