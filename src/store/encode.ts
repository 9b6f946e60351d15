import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/**
 * Plain data as bytes, with maps, sets, and what is undefined. The structured clone format, which newer versions of Node
 * read too (https://nodejs.org/api/v8.html#serialization-api); a first byte tells whether it is deflated.
 */
export function encode(value: unknown): Buffer {
  const bytes = serialize(value)
  return bytes.length < worthDeflating
    ? Buffer.concat([plain, bytes])
    : Buffer.concat([deflated, deflateRawSync(bytes, deflating)])
}

export function decode(bytes: Uint8Array): unknown {
  const rest = bytes.subarray(1)
  return deserialize(bytes[0] === deflated[0] ? inflateRawSync(rest) : rest)
}

const plain = Uint8Array.of(0)
const deflated = Uint8Array.of(1)
const worthDeflating = 700

/** Small windows: most values have a few kilobytes, and making room for a large window takes longer than deflating them. */
const deflating = { level: 1, windowBits: 12, memLevel: 5 }
