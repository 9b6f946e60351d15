// Remembers objects by their bytes, such as a session's identity, with what they put on the tape: one that is met again is not read again.
import { copyBytes, mix, SPAN_SLOT_BYTES, SPAN_SLOTS, SPANS, sameBytes, TAPE, TAPE_BYTES } from './memory.as'

/** A slot begins with the length of its object and of its steps, the entry it stood under, and the hash of its steps. */
const HEADER: usize = 24
const ROOM: usize = SPAN_SLOT_BYTES - HEADER - 32

/** The slot that was looked at last. */
let slotAt: usize = SPANS

/** Samples of what comes behind the bracket, in which identities differ. */
export function spanHash(start: usize): u64 {
  let hash: u64 = 0
  for (let offset: usize = 16; offset < 400; offset += 24) hash = rotl<u64>(hash, 9) ^ load<u64>(start + offset)
  return mix(hash)
}

/** The length of the remembered object that begins at `start`; 0 if there is none. */
export function findSpan(hash: u64, entry: i32, start: usize, end: usize): usize {
  slotAt = SPANS + <usize>(<u32>hash & (SPAN_SLOTS - 1)) * SPAN_SLOT_BYTES
  const length = <usize>load<u32>(slotAt)
  if (!length || load<i32>(slotAt, 8) != entry || start + length > end) return 0
  return sameBytes(slotAt + HEADER, start, length) ? length : 0
}

export function stepsOfSpan(): usize {
  return slotAt + HEADER + ((<usize>load<u32>(slotAt) + 15) & ~15)
}
export function stepBytesOfSpan(): usize {
  return <usize>load<u32>(slotAt, 4)
}
export function hashOfSpan(): u64 {
  return load<u64>(slotAt, 16)
}

/** Keeps an object, and its steps from `firstStep` on, in the slot that was looked at last, if there is room. */
export function keepSpan(entry: i32, start: usize, length: usize, firstStep: i32, steps: i32, hash: u64): void {
  const padded = (length + 15) & ~15
  const stepBytes = <usize>(steps - firstStep) * TAPE_BYTES
  if (padded + stepBytes > ROOM) return
  store<u32>(slotAt, <u32>length)
  store<u32>(slotAt, <u32>stepBytes, 4)
  store<i32>(slotAt, entry, 8)
  store<u64>(slotAt, hash, 16)
  copyBytes(slotAt + HEADER, start, length)
  copyBytes(slotAt + HEADER + padded, TAPE + <usize>firstStep * TAPE_BYTES, stepBytes)
}

export function forgetSpans(): void {
  for (let slot: u32 = 0; slot < SPAN_SLOTS; slot++) store<u32>(SPANS + <usize>slot * SPAN_SLOT_BYTES, 0)
}
