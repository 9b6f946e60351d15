import { readFileSync } from 'node:fs'
import { type Gunzip, gunzipSync } from 'node:zlib'

// Trails and access logs are mostly far smaller; one synchronous read of such a file costs a third of a stream.
const wholeFileBytes = 4 * 1024 * 1024
const wholeOutputBytes = 16 * 1024 * 1024

/** The bytes of a file when they are few. */
export const readWhole = (path: string, size: number): Uint8Array | undefined =>
  size > wholeFileBytes ? undefined : readFileSync(path)

/** Undefined when the data is broken, or its content too large to be had at once: then it has to be streamed. */
export function gunzipWhole(bytes: Uint8Array, allowed: number): Uint8Array | undefined {
  const hint = sizeHint(bytes)
  if (hint > wholeOutputBytes) return undefined
  const options = {
    chunkSize: Math.max(hint + 1, 1024),
    maxOutputLength: Math.min(wholeOutputBytes, allowed),
    info: true,
  }
  try {
    const { buffer, engine } = gunzipSync(bytes, options) as unknown as { buffer: Buffer; engine: Gunzip }
    return engine.bytesWritten === bytes.length ? buffer : undefined // gunzip stops in silence at padding
  } catch {
    return undefined
  }
}

/** A gzip member ends with the size of its content modulo 2^32 (RFC 1952): a buffer of that size needs no copy. */
function sizeHint(bytes: Uint8Array): number {
  return bytes.length < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true)
}
