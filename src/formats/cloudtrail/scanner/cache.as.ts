// Remembers strings and objects by their bytes, so that JavaScript makes each but once.
import {
  CACHE,
  CACHE_SLOT_BYTES,
  CACHE_SLOTS,
  copyBytes,
  hashOf,
  MOST_CACHED,
  SPAN_COUNTS,
  SPAN_SLOT_BYTES,
  SPAN_SLOTS,
  SPANS,
  sameBytes,
} from './memory.as'

// A slot begins with a length one too big, so that an empty slot holds nothing, not even the empty string.
const HEADER: usize = 4

/** The longest string and object that are remembered: what is copied may take 15 bytes more. */
export const MOST_STRING_BYTES: usize = CACHE_SLOT_BYTES - 16
const MOST_SPAN_BYTES: usize = SPAN_SLOT_BYTES - 16

function slotAddress(slot: u32): usize {
  return CACHE + <usize>slot * CACHE_SLOT_BYTES
}

function spanAddress(slot: u32): usize {
  return SPANS + <usize>slot * SPAN_SLOT_BYTES
}

/** The slot where the string belongs. Entries without a cache share the last one. */
export function stringSlot(entry: i32, start: usize, length: usize): u32 {
  const owner = <u32>min(entry, MOST_CACHED)
  return owner * CACHE_SLOTS + (<u32>(hashOf(start, length) >> 40) & (CACHE_SLOTS - 1))
}

export function holdsString(slot: u32, start: usize, length: usize): bool {
  const at = slotAddress(slot)
  return <usize>load<u32>(at) == length + 1 && sameBytes(at + HEADER, start, length)
}

export function keepString(slot: u32, start: usize, length: usize): void {
  const at = slotAddress(slot)
  store<u32>(at, <u32>length + 1)
  copyBytes(at + HEADER, start, length)
}

export function forgetString(slot: u32): void {
  store<u32>(slotAddress(slot), 0)
}

// Objects that hardly ever recur are not worth remembering.
const TRIES: u32 = 256

/** The slot where an object that begins at `start` belongs, by samples of what identities differ in. */
export function spanSlot(span: i32, start: usize): u32 {
  let hash: u64 = 0
  for (let offset: usize = 16; offset < 256; offset += 24) hash = rotl<u64>(hash, 9) ^ load<u64>(start + offset)
  return <u32>span * SPAN_SLOTS + (<u32>((hash * 0x9e3779b97f4a7c15) >> 40) & (SPAN_SLOTS - 1))
}

/** Whether remembering the objects of this entry has paid. */
export function spanPays(span: i32): bool {
  const counts = SPAN_COUNTS + ((<usize>span) << 3)
  const misses = load<u32>(counts, 4)
  return misses < TRIES || load<u32>(counts) << 2 > misses
}

/** The length of the remembered object that begins at `start`; 0 if there is none. */
export function holdsSpan(span: i32, slot: u32, start: usize, end: usize): usize {
  const at = spanAddress(slot)
  const length = <usize>load<u32>(at)
  const counts = SPAN_COUNTS + ((<usize>span) << 3)
  if (length && start + length <= end && sameBytes(at + HEADER, start, length)) {
    store<u32>(counts, load<u32>(counts) + 1)
    return length
  }
  store<u32>(counts, load<u32>(counts, 4) + 1, 4)
  return 0
}

export function keepSpan(slot: u32, start: usize, length: usize): bool {
  if (length > MOST_SPAN_BYTES) return false
  const at = spanAddress(slot)
  store<u32>(at, <u32>length)
  copyBytes(at + HEADER, start, length)
  return true
}

export function forgetSpan(slot: u32): void {
  store<u32>(spanAddress(slot), 0)
}
