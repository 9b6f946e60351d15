// The first of two passes over the content: marks every bracket that stands outside of strings, 64 bytes at a time.
import { BATCH, MARKED_BRACKETS, MARKED_ESCAPES } from './memory.as'

const EVEN: u64 = 0x5555555555555555

/** All ones within a string. */
let inside: u64 = 0
/** 1 behind a backslash that escapes the next byte. */
let escaping: u64 = 0
let brackets: usize = MARKED_BRACKETS
let escapes: usize = MARKED_ESCAPES

/** Behind the last mark of the batch. */
export function bracketsEnd(): usize {
  return brackets
}
export function escapesEnd(): usize {
  return escapes
}

/** What follows stands outside of strings. */
export function restartMarks(): void {
  inside = 0
  escaping = 0
  brackets = MARKED_BRACKETS
  escapes = MARKED_ESCAPES
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
  backslashes &= ~escaping
  const follows = (backslashes << 1) | escaping
  const oddStarts = backslashes & ~EVEN & ~follows
  const sum = oddStarts + backslashes
  escaping = sum < backslashes ? 1 : 0
  return (EVEN ^ (sum << 1)) & follows
}

function markEscapes(block: usize, escaped: u64): void {
  const u = i8x16.splat(0x75)
  let marks =
    escaped &
    mask64(
      i8x16.eq(v128.load(block), u),
      i8x16.eq(v128.load(block, 16), u),
      i8x16.eq(v128.load(block, 32), u),
      i8x16.eq(v128.load(block, 48), u),
    )
  while (marks) {
    store<u32>(escapes, <u32>block + <u32>ctz(marks))
    escapes += 4
    marks &= marks - 1
  }
}

/** Marks blocks from `block` on: as many as a batch has, and none that begins at `limit` or behind. Returns where it stopped. */
export function markBatch(block: usize, limit: usize): usize {
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  const lower = i8x16.splat(0x20)
  const brace = i8x16.splat(0x7b)
  const endBrace = i8x16.splat(0x7d)
  const stop = min(limit, block + BATCH)
  let out = MARKED_BRACKETS
  let within = inside
  escapes = MARKED_ESCAPES
  while (block < stop) {
    const a = v128.load(block)
    const b = v128.load(block, 16)
    const c = v128.load(block, 32)
    const d = v128.load(block, 48)
    let quotes = mask64(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote))
    const slashA = i8x16.eq(a, backslash)
    const slashB = i8x16.eq(b, backslash)
    const slashC = i8x16.eq(c, backslash)
    const slashD = i8x16.eq(d, backslash)
    if (v128.any_true(v128.or(v128.or(slashA, slashB), v128.or(slashC, slashD))) || escaping) {
      const escaped = escapedBytes(mask64(slashA, slashB, slashC, slashD))
      quotes &= ~escaped
      markEscapes(block, escaped)
    }
    const strings = parity(quotes) ^ within
    within = <u64>(<i64>strings >> 63)
    // `[` and `{`, `]` and `}` differ in one bit.
    const la = v128.or(a, lower)
    const lb = v128.or(b, lower)
    const lc = v128.or(c, lower)
    const ld = v128.or(d, lower)
    let found =
      ~strings &
      mask64(
        v128.or(i8x16.eq(la, brace), i8x16.eq(la, endBrace)),
        v128.or(i8x16.eq(lb, brace), i8x16.eq(lb, endBrace)),
        v128.or(i8x16.eq(lc, brace), i8x16.eq(lc, endBrace)),
        v128.or(i8x16.eq(ld, brace), i8x16.eq(ld, endBrace)),
      )
    while (found) {
      store<u32>(out, <u32>block + <u32>ctz(found))
      out += 4
      found &= found - 1
    }
    block += 64
  }
  inside = within
  brackets = out
  return block
}
