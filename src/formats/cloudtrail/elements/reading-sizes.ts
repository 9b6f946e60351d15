/** Small enough that what was just copied is still in the processor's cache when it is scanned. */
export const pieceBytes = 1 << 18
/** A missing quote is noticed at most this much later. */
export const noticedWithin = 128
/** Enough to see the first key of an object. */
export const lookAhead = 64
