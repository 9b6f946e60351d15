type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** The beginning of content, and all of it. */
export interface Head {
  /** Enough to tell the format by; all there is if the content is shorter. */
  readonly bytes: Buffer
  /** The whole content, beginning included. To be read once, or to be closed. */
  readonly chunks: AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** Log lines are longer than one might think: this holds several. */
const enough = 4096
/** Where white space goes on for longer, nothing more is found out. */
const mostSpace = 1 << 20

/** Reads ahead as far as it takes to see what the content is. */
export async function readHead(chunks: Chunks): Promise<Head> {
  const rest = iteratorOf(chunks)
  let bytes: Buffer = Buffer.alloc(0)
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const { buffer, byteOffset, length } = next.value
    const piece = Buffer.from(buffer, byteOffset, length)
    // A copy where reading goes on: the chunk's memory may be used again.
    bytes = bytes.length === 0 && showsEnough(piece) ? piece : Buffer.concat([bytes, piece])
    if (showsEnough(bytes)) break
  }
  return {
    bytes,
    chunks: follow(bytes, rest),
    close: async () => {
      await rest.return?.()
    },
  }
}

const showsEnough = (bytes: Buffer): boolean =>
  bytes.length >= mostSpace || (bytes.length >= enough && textLength(bytes) >= enough)

/** How much of a beginning is left without the white space that it starts with. */
function textLength(bytes: Buffer): number {
  let space = 0
  while (space < bytes.length && (bytes[space] as number) <= 0x20) space++
  return bytes.length - space
}

function iteratorOf(chunks: Chunks): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
  return Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
}

async function* follow(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
