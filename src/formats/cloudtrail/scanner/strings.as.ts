// Steps over the scalars of JSON, checking them as JSON.parse does.

/** Marks of the string stepped over last. */
export const HAS_ESCAPE: i32 = 1
export const HAS_WIDE: i32 = 2

let marks: i32 = 0

export function stringMarks(): i32 {
  return marks
}

function isHex(byte: u32): bool {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
}

/** The place behind the escape whose backslash is at `p`; 0 if there is no such escape. */
function escapeEnd(p: usize): usize {
  const byte: u32 = load<u8>(p + 1)
  switch (byte) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return p + 2
    case 0x75: // u
      for (let index: usize = 2; index < 6; index++) if (!isHex(load<u8>(p + index))) return 0
      return p + 6
    default:
      return 0
  }
}

/** The place of the closing quote of the string whose content begins at `p`; 0 if it is no JSON string. */
export function stringEnd(p: usize, end: usize): usize {
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  const space = i8x16.splat(0x20)
  marks = 0
  while (p < end) {
    const bytes = v128.load(p)
    const wide = i8x16.bitmask(bytes)
    const special = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)), i8x16.lt_u(bytes, space)),
    )
    if (!special) {
      if (wide) marks |= HAS_WIDE
      p += 16
      continue
    }
    const index = ctz(special)
    if (wide & ((1 << index) - 1)) marks |= HAS_WIDE
    p += <usize>index
    const byte: u32 = load<u8>(p)
    if (byte == 0x22) return p < end ? p : 0
    if (byte != 0x5c) return 0
    marks |= HAS_ESCAPE
    p = escapeEnd(p)
    if (!p) return 0
  }
  return 0
}

function digitsEnd(p: usize): usize {
  while (<u32>load<u8>(p) - 0x30 < 10) p++
  return p
}

/** The place behind the number that begins at `p`; 0 if it is no JSON number. */
function numberEnd(p: usize): usize {
  if (load<u8>(p) == 0x2d) p++
  let from = p
  p = digitsEnd(p)
  if (p == from || (load<u8>(from) == 0x30 && p - from > 1)) return 0
  if (load<u8>(p) == 0x2e) {
    from = p + 1
    p = digitsEnd(from)
    if (p == from) return 0
  }
  if ((<u32>load<u8>(p) | 0x20) == 0x65) {
    const sign: u32 = load<u8>(p + 1)
    from = sign == 0x2b || sign == 0x2d ? p + 2 : p + 1
    p = digitsEnd(from)
    if (p == from) return 0
  }
  return p
}

const TRUE: u32 = 0x65757274
const ALSE: u32 = 0x65736c61
const NULL: u32 = 0x6c6c756e

/** The place behind the number or word that begins at `p`; 0 if it is none. */
export function scalarEnd(p: usize): usize {
  const word = load<u32>(p)
  if (word == NULL || word == TRUE) return p + 4
  if (load<u8>(p) == 0x66) return load<u32>(p + 1) == ALSE ? p + 5 : 0
  return numberEnd(p)
}
