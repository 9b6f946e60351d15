// Remembers objects by their bytes, such as a session's identity, with what they put on the tape: one that is met again is not read again.
import { copyBytes, mix, SPAN_SLOT_BYTES, SPAN_SLOTS, SPANS, sameBytes, TAPE, TAPE_BYTES } from './memory.as'
import { beginPart, endPart, repeatPart, tapeHash, tapeLength } from './tape.as'

/** A slot begins with the length of its object and of its steps, the entry it stood under, and the hash of its steps. */
const HEADER: usize = 24
const ROOM: usize = SPAN_SLOT_BYTES - HEADER - 32

// The object that is being read to be remembered, if any: its slot, where it began, on the tape too, and its entry.
let slot: usize = SPANS
let span: usize = 0
let firstStep: i32 = 0
let spanEntry: i32 = 0

/** Samples of what comes behind the bracket, in which identities differ. */
function spanHash(start: usize): u64 {
  let hash: u64 = 0
  for (let offset: usize = 16; offset < 400; offset += 24) hash = rotl<u64>(hash, 9) ^ load<u64>(start + offset)
  return mix(hash)
}

function isKnown(start: usize, end: usize, entry: i32): bool {
  const length = <usize>load<u32>(slot)
  if (!length || load<i32>(slot, 8) != entry || start + length > end) return false
  return sameBytes(slot + HEADER, start, length)
}

/** Passes the object at `p`, if it was met before, and returns its length; else 0, and it is remembered when it has been read. */
export function passSpan(p: usize, end: usize, entry: i32): usize {
  slot = SPANS + <usize>(<u32>spanHash(p) & (SPAN_SLOTS - 1)) * SPAN_SLOT_BYTES
  if (isKnown(p, end, entry)) {
    const length = <usize>load<u32>(slot)
    repeatPart(slot + HEADER + ((length + 15) & ~15), <usize>load<u32>(slot, 4), load<u64>(slot, 16))
    return length
  }
  span = p
  spanEntry = entry
  firstStep = tapeLength()
  beginPart()
  return 0
}

/** No object is being read. */
export function dropSpan(): void {
  span = 0
}

/** The object that is being read, if any, has ended before `p`. */
export function endSpan(p: usize): void {
  if (!span) return
  const hash = tapeHash()
  if (endPart()) keep(p - span, hash)
  span = 0
}

/** Keeps the object and its steps, if there is room. */
function keep(length: usize, hash: u64): void {
  const padded = (length + 15) & ~15
  const stepBytes = <usize>(tapeLength() - firstStep) * TAPE_BYTES
  if (padded + stepBytes > ROOM) return
  store<u32>(slot, <u32>length)
  store<u32>(slot, <u32>stepBytes, 4)
  store<i32>(slot, spanEntry, 8)
  store<u64>(slot, hash, 16)
  copyBytes(slot + HEADER, span, length)
  copyBytes(slot + HEADER + padded, TAPE + <usize>firstStep * TAPE_BYTES, stepBytes)
}

export function forgetSpans(): void {
  for (let index: u32 = 0; index < SPAN_SLOTS; index++) store<u32>(SPANS + <usize>index * SPAN_SLOT_BYTES, 0)
}
