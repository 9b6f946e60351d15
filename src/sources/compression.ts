/** How bytes are packed, told from their first bytes and never from a file's name. */
export type Compression = 'gzip' | 'zstd' | 'zip'

/** The longest mark below. */
export const markBytes = 4

const marks: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]], // RFC 1952, method deflate
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]], // RFC 8878
  ['zip', [0x50, 0x4b, 0x03, 0x04]], // the header of the first member
  ['zip', [0x50, 0x4b, 0x05, 0x06]], // an archive without members
]

/** Undefined when the bytes are not packed in a way that can be unpacked here. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return marks.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0]
}
