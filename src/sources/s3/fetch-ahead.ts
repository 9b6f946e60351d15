import type { LogFile, ObjectPlace } from '../log-file.ts'
import { type Beginning, fetchBeginning, partBytes } from './object-parts.ts'

// Of small objects nearly all the time is the way there and back.
const ahead = { files: 16, bytes: 4 * partBytes }
const assumedBytes = 256 * 1024

/** By the very object, not its name: a place that is told of again is fetched again. */
const begun = new WeakMap<ObjectPlace, Promise<Beginning>>()

/**
 * Begins to fetch the first of these files that are objects, so that they are there when they are opened, in this order.
 * Call it with what is still to be read before each file: what is under way already is not begun again. Holds at most
 * 16 files or 32 MiB.
 */
export function fetchAhead(files: readonly LogFile[]): void {
  let bytes = 0
  for (const { object } of files.slice(0, ahead.files)) {
    if (!object) continue
    bytes += Math.min(object.size ?? assumedBytes, partBytes)
    if (bytes > ahead.bytes) return
    if (begun.has(object)) continue
    const beginning = fetchBeginning(object)
    beginning.catch(() => {}) // told when the file is opened
    begun.set(object, beginning)
  }
}

/** What was begun, or begun now. */
export function beginningOf(object: ObjectPlace): Promise<Beginning> {
  const beginning = begun.get(object)
  begun.delete(object)
  return beginning ?? fetchBeginning(object)
}
