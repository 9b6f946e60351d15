import { createReadStream } from 'node:fs'

/** Bytes in pieces; `again` says whether they can be had from the start more than once. */
export interface ByteStream {
  readonly again: boolean
  open(): AsyncIterable<Uint8Array>
}

export const bytesOfFile = (path: string): ByteStream => ({
  again: true,
  open: () => createReadStream(path, { highWaterMark: 1 << 20 }),
})

export const bytesOfMemory = (bytes: Uint8Array): ByteStream => ({
  again: true,
  open: async function* () {
    yield bytes
  },
})

/** Bytes that pass by once; `arrived` hears of each piece. */
export const bytesOfStream = (pieces: AsyncIterable<Uint8Array>, arrived: (count: number) => void): ByteStream => ({
  again: false,
  open: async function* () {
    for await (const piece of pieces) {
      arrived(piece.length)
      yield piece
    }
  },
})

/** The first bytes, and a stream that still has them. */
export async function peek(stream: ByteStream, count: number): Promise<{ head: Uint8Array; stream: ByteStream }> {
  const iterator = stream.open()[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let length = 0
  while (length < count) {
    const { done, value } = await iterator.next()
    if (done) break
    pieces.push(value)
    length += value.length
  }
  const head = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces)
  if (stream.again) {
    await iterator.return?.()
    return { head, stream }
  }
  return { head, stream: { again: false, open: () => resume(pieces, iterator) } }
}

async function* resume(pieces: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces
  yield* { [Symbol.asyncIterator]: () => rest }
}

/** The same bytes in pieces of at most the size that `sizeAt` gives for their offset. */
export async function* cut(
  pieces: AsyncIterable<Uint8Array>,
  sizeAt: (offset: number) => number,
): AsyncGenerator<Uint8Array> {
  let offset = 0
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const to = Math.min(from + sizeAt(offset), piece.length)
      yield piece.subarray(from, to)
      offset += to - from
      from = to
    }
  }
}

/** All bytes as one, or undefined when they are more than `maxBytes`. */
export async function collect(stream: ByteStream, maxBytes: number): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream.open()) {
    length += piece.length
    if (length > maxBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces, length)
}
