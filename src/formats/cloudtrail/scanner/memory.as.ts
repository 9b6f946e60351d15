// Where things lie in the scanner's memory. The JavaScript side reads these addresses as exported globals.

/** One byte per open bracket: which bracket it was. */
export const BRACKETS: usize = 0x1000
export const BRACKETS_SIZE: i32 = 0x2000

/** The elements found by one call of `scan`: six u32 each. */
export const ELEMENTS: usize = 0x4000
export const ELEMENT_BYTES: usize = 24
export const MAX_ELEMENTS: i32 = 1024

/** Names of calls seen so far: a hash table of entry numbers, the entries, and the bytes they were read from. */
export const CALL_TABLE: usize = 0xa000
export const CALL_TABLE_SIZE: u32 = 4096
export const CALLS: usize = 0xe000
export const CALL_BYTES: usize = 16
export const MAX_CALLS: u32 = 2048
export const CALL_TEXT: usize = 0x16000
export const CALL_TEXT_SIZE: usize = 0x2a000

/** The brackets outside of strings, and the `u` of each `\\u` escape, in one batch: their addresses. */
export const BATCH: usize = 0x1000
export const MARKED_BRACKETS: usize = 0x68000
export const MARKED_ESCAPES: usize = 0x6c000

/** What `project` found: three u32 each. */
export const TAPE: usize = 0x40000
export const TAPE_BYTES: usize = 12
export const MAX_TAPE: i32 = 4096

/** The bytes of the strings that a projected record has and no earlier one had. */
export const TEXT: usize = 0x50000
export const TEXT_SIZE: usize = 0x10000

/** Per open container of a projected record: the bracket and node around it. */
export const LEVELS: usize = 0x60000
export const LEVEL_BYTES: usize = 8
export const MAX_LEVELS: i32 = 1024

/** What each record has of its own: see `occasion.as.ts`. */
export const OCCASION: usize = 0x63000
/** Per entry, the last record that had it. */
export const SEEN_ENTRIES: usize = 0x64000

/** The paths to project, as nodes of 256 hash heads (u16) and entries of five u32; written by JavaScript. */
export const NODES: usize = 0x70000
export const NODE_BYTES: usize = 512
export const MAX_NODES: i32 = 256
export const ENTRIES: usize = 0x90000
export const ENTRY_BYTES: usize = 20
export const MAX_ENTRIES: i32 = 4096
export const KEY_TEXT: usize = 0xa4000
export const KEY_TEXT_SIZE: usize = 0x2c000

/** Strings met before, told by their numbers: a hash table, the strings, and the hashes of strings met once. */
export const STRING_TABLE: usize = 0xd0000
export const STRING_TABLE_SIZE: u32 = 16384
export const MAX_STRINGS: u32 = 8192
export const STRINGS: usize = 0xf0000
export const STRINGS_SIZE: usize = 0x100000
export const MET_ONCE: usize = 0x1f0000
export const MET_ONCE_SIZE: u32 = 4096

/** Tapes met before, told by their numbers: a hash table, and the tapes. */
export const SHAPE_TABLE: usize = 0x200000
export const SHAPE_TABLE_SIZE: u32 = 16384
export const MAX_SHAPES: u32 = 8192
export const SHAPES: usize = 0x220000
export const SHAPES_SIZE: usize = 0x200000

/** Objects met before, and what they put on the tape. */
export const SPANS: usize = 0x420000
export const SPAN_SLOTS: u32 = 1024
export const SPAN_SLOT_BYTES: usize = 2048

/** Keys met before, each with the one that came behind it. */
export const KEYS: usize = 0x620000
export const KEY_SLOTS: u32 = 1024
export const KEY_SLOT_BYTES: usize = 96

/** Where the content lies. */
export const WINDOW: usize = 0x640000

const FACTOR: u64 = 0x9e3779b97f4a7c15

/** Spreads what differs over all bits. */
export function mix(hash: u64): u64 {
  hash *= FACTOR
  return (hash ^ (hash >> 32)) * FACTOR
}

/** Every byte counts; equal hashes of different texts only cost time. */
export function hashOf(start: usize, length: usize): u64 {
  if (length < 8) return mix((load<u64>(start) & (((<u64>1) << ((<u64>length) << 3)) - 1)) ^ <u64>length)
  const last = start + length - 8
  let hash = rotl<u64>(load<u64>(last), 31) ^ <u64>length
  for (; start < last; start += 8) hash = rotl<u64>(hash, 9) ^ load<u64>(start)
  return mix(hash)
}

/** The hash head of a key in a node of paths. */
export function slotOf(key: usize, length: usize): i32 {
  return <i32>(hashOf(key, length) >> 56)
}

/** Copies whole blocks of 16 bytes: up to 15 bytes behind the copy are overwritten. `memory.copy` is slow for small pieces. */
export function copyBytes(to: usize, from: usize, length: usize): void {
  for (let index: usize = 0; index < length; index += 16) v128.store(to + index, v128.load(from + index))
}

export function sameBytes(left: usize, right: usize, length: usize): bool {
  let index: usize = 0
  while (index + 16 <= length) {
    if (i8x16.bitmask(i8x16.eq(v128.load(left + index), v128.load(right + index))) != 0xffff) return false
    index += 16
  }
  const rest = (1 << (<i32>(length - index))) - 1
  return (i8x16.bitmask(i8x16.eq(v128.load(left + index), v128.load(right + index))) & rest) == rest
}

/** White space, as JSON has it. */
export function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

export function skipSpace(position: usize): usize {
  while (load<u8>(position) <= 0x20 && isBlank(load<u8>(position))) position++
  return position
}
