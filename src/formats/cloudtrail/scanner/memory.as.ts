// Where things lie in the scanner's memory. The JavaScript side reads these addresses as exported globals.

/** How often remembered objects were met again, and how often not: two u32 each. */
export const SPAN_COUNTS: usize = 0xc00

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

/** Per open container of a projected record: its node and, for a whole value, where it began. */
export const LEVELS: usize = 0x60000
export const LEVEL_BYTES: usize = 12
export const MAX_LEVELS: i32 = 1024

/** The paths to project, as nodes of 256 hash heads (u16) and entries of five u32; written by JavaScript. */
export const NODES: usize = 0x70000
export const NODE_BYTES: usize = 512
export const MAX_NODES: i32 = 128
export const ENTRIES: usize = 0x80000
export const ENTRY_BYTES: usize = 20
export const MAX_ENTRIES: i32 = 1024
export const KEY_TEXT: usize = 0x85000
export const KEY_TEXT_SIZE: usize = 0xb000

/** Strings seen lately, 64 of them per entry. */
export const CACHE: usize = 0x90000
export const CACHE_SLOTS: u32 = 64
export const CACHE_SLOT_BYTES: usize = 256
/** Entries that have a cache; behind theirs lies the one of keys in values that are kept whole. */
export const MOST_CACHED: i32 = 63

/** Objects seen lately, 64 of them for each of a few entries at a record's top level. */
export const SPANS: usize = 0x190000
export const SPAN_SLOTS: u32 = 64
export const SPAN_SLOT_BYTES: usize = 2048
export const MOST_SPANS: i32 = 4

/** Where the content lies. */
export const WINDOW: usize = 0x210000

/** The first eight bytes of both ends of a text, mixed with its length; the rest is left to the comparison. */
export function hashOf(start: usize, length: usize): u64 {
  let head: u64
  let tail: u64 = 0
  if (length >= 8) {
    head = load<u64>(start)
    tail = load<u64>(start + length - 8)
  } else {
    head = load<u64>(start) & (((<u64>1) << ((<u64>length) << 3)) - 1)
  }
  return (head ^ rotl<u64>(tail, 29) ^ <u64>length) * 0x9e3779b97f4a7c15
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
