// Gives each pair of eventSource and eventName a small number, so that what to do with it is decided once.
import {
  CALL_BYTES,
  CALL_TABLE,
  CALL_TABLE_SIZE,
  CALL_TEXT,
  CALL_TEXT_SIZE,
  CALLS,
  hashOf,
  MAX_CALLS,
  sameBytes,
  skipSpace,
} from './memory.as'

let count: u32 = 0
let used: usize = 0

/** Where the string that is the value of the key at `key` begins, behind its quote; 0 if the value is no string. */
function valueOf(key: usize, keyBytes: usize): usize {
  let p = skipSpace(key + keyBytes)
  if (load<u8>(p) != 0x3a) return 0
  p = skipSpace(p + 1)
  return load<u8>(p) == 0x22 ? p + 1 : 0
}

/** The first quote or backslash at or after `p`. */
function quoteAfter(p: usize): usize {
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  while (true) {
    const bytes = v128.load(p)
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)))
    if (found) return p + <usize>ctz(found)
    p += 16
  }
}

/** The number of the call, from 1; 0 where it has none: no plain strings, or too many different ones. */
export function callOf(sourceKey: usize, nameKey: usize): u32 {
  const source = valueOf(sourceKey, 13)
  const name = valueOf(nameKey, 11)
  if (!source || !name) return 0
  const sourceEnd = quoteAfter(source)
  const nameEnd = quoteAfter(name)
  if (load<u8>(sourceEnd) == 0x5c || load<u8>(nameEnd) == 0x5c) return 0
  const sourceLength = sourceEnd - source
  const nameLength = nameEnd - name
  let slot =
    <u32>((hashOf(source, sourceLength) ^ rotl<u64>(hashOf(name, nameLength), 17)) >> 40) & (CALL_TABLE_SIZE - 1)
  while (true) {
    const call = <u32>load<u16>(CALL_TABLE + (slot << 1))
    if (!call) return addCall(slot, source, sourceLength, name, nameLength)
    const entry = CALLS + <usize>(call - 1) * CALL_BYTES
    const text = <usize>load<u32>(entry)
    if (
      <usize>load<u32>(entry, 4) == sourceLength &&
      <usize>load<u32>(entry, 8) == nameLength &&
      sameBytes(text, source, sourceLength) &&
      sameBytes(text + sourceLength, name, nameLength)
    ) {
      return call
    }
    slot = (slot + 1) & (CALL_TABLE_SIZE - 1)
  }
}

function addCall(slot: u32, source: usize, sourceLength: usize, name: usize, nameLength: usize): u32 {
  if (count == MAX_CALLS || sourceLength + nameLength > 512) return 0
  if (used + sourceLength + nameLength + 16 > CALL_TEXT_SIZE) return 0
  const text = CALL_TEXT + used
  memory.copy(text, source, sourceLength)
  memory.copy(text + sourceLength, name, nameLength)
  used += sourceLength + nameLength
  const entry = CALLS + <usize>count * CALL_BYTES
  store<u32>(entry, <u32>text)
  store<u32>(entry, <u32>sourceLength, 4)
  store<u32>(entry, <u32>nameLength, 8)
  count++
  store<u16>(CALL_TABLE + (slot << 1), <u16>count)
  return count
}
