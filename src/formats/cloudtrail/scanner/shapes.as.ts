// Remembers tapes, so that a record like an earlier one is recognised without any object being made of it.
import { copyBytes, MAX_SHAPES, SHAPE_TABLE, SHAPE_TABLE_SIZE, SHAPES, SHAPES_SIZE, sameBytes, TAPE } from './memory.as'

/** Before a tape stand its length, the root of its paths, and its number. */
const HEADER: usize = 16

let count: u32 = 0
let used: usize = 0
let isFresh: bool = false

/** Whether the shape given last was met for the first time. */
export function shapeIsFresh(): bool {
  return isFresh
}

export function forgetShapes(): void {
  if (!count) return
  count = 0
  used = 0
  memory.fill(SHAPE_TABLE, 0, (<usize>SHAPE_TABLE_SIZE) << 3)
}

/** The number of the tape, from 1. Where there is no more room, all are forgotten, and numbers are given anew. */
export function shapeOf(hash: u64, root: u32, length: usize): u32 {
  const tag = <u32>(hash >> 32)
  let slot = <u32>hash & (SHAPE_TABLE_SIZE - 1)
  isFresh = false
  while (true) {
    const at = SHAPE_TABLE + ((<usize>slot) << 3)
    const shape = <usize>load<u32>(at, 4)
    if (!shape) break
    if (
      load<u32>(at) == tag &&
      <usize>load<u32>(shape) == length &&
      load<u32>(shape, 4) == root &&
      sameBytes(shape + HEADER, TAPE, length)
    ) {
      return load<u32>(shape, 8)
    }
    slot = (slot + 1) & (SHAPE_TABLE_SIZE - 1)
  }
  if (count == MAX_SHAPES || used + length + HEADER + 16 > SHAPES_SIZE) {
    forgetShapes()
    slot = <u32>hash & (SHAPE_TABLE_SIZE - 1)
  }
  isFresh = true
  const shape = SHAPES + used
  store<u32>(shape, <u32>length)
  store<u32>(shape, root, 4)
  store<u32>(shape, ++count, 8)
  copyBytes(shape + HEADER, TAPE, length)
  used += (length + HEADER + 15) & ~15
  const at = SHAPE_TABLE + ((<usize>slot) << 3)
  store<u32>(at, tag)
  store<u32>(at, <u32>shape, 4)
  return count
}
