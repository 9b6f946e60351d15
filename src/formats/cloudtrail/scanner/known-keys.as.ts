// Remembers keys and which came behind which: records of one service name their members in one order, so that the next key is mostly
// known before it is read.
import { copyBytes, hashOf, KEY_SLOT_BYTES, KEY_SLOTS, KEYS, sameBytes } from './memory.as'

/** A slot holds the length of its text, its node and entry, and the slot of the key that came behind it last. */
const HEADER: usize = 16
const MOST_BYTES: usize = KEY_SLOT_BYTES - HEADER - 16

let last: usize = KEYS

/** What comes now is the first key of a record. */
export function beginKeys(): void {
  last = KEYS
}

/** The entry of the key passed last. */
export function entryOfKey(): i32 {
  return load<i32>(last, 8)
}

/** The place behind the colon of the key at `p`, if it is the one that is expected in this node; else 0. */
export function passExpectedKey(p: usize, end: usize, node: i32): usize {
  const slot = <usize>load<u32>(last, 12)
  if (!slot) return 0
  const length = <usize>load<u32>(slot)
  if (load<i32>(slot, 4) != node || p + length > end || !sameBytes(slot + HEADER, p, length)) return 0
  last = slot
  return p + length
}

/** The next time, the key from `p` to behind its colon at `end` is expected here. */
export function expectKey(p: usize, end: usize, node: i32, entry: i32): void {
  const length = end - p
  if (length > MOST_BYTES) return
  // The first slot stands for the beginning of a record.
  const slot = KEYS + <usize>(1 + <u32>((hashOf(p, length) ^ <u64>node) % (KEY_SLOTS - 1))) * KEY_SLOT_BYTES
  store<u32>(slot, <u32>length)
  store<i32>(slot, node, 4)
  store<i32>(slot, entry, 8)
  copyBytes(slot + HEADER, p, length)
  store<u32>(last, <u32>slot, 12)
  last = slot
}
