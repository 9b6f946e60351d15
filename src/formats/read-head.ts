type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** The beginning of content, and all of it. */
export interface Head {
  /** Enough to tell the format by; all there is if the content is shorter. */
  readonly bytes: Buffer
  /** The whole content, beginning included. To be read once, or to be closed. */
  readonly chunks: AsyncIterable<Uint8Array>
  readonly close: () => Promise<void>
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

/**
 * Reads on behind a first line that fills the head and tells nothing: what the others are may still be told by them.
 *
 * @param mostBytes where the line goes on for longer, there is nothing behind it.
 */
export async function readPastLine(head: Head, mostBytes: number): Promise<Head & { readonly behind: Buffer }> {
  const rest = iteratorOf(head.chunks)
  const pieces: Buffer[] = []
  let length = 0
  let start: number | undefined
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const piece = Buffer.from(next.value)
    const newline = start === undefined ? piece.indexOf('\n') : -1
    if (newline >= 0) start = length + newline + 1
    pieces.push(piece)
    length += piece.length
    if (length > mostBytes || (start !== undefined && length - start >= enough)) break
  }
  const bytes = Buffer.concat(pieces)
  return { bytes, behind: bytes.subarray(start ?? length), chunks: follow(bytes, rest), close: head.close }
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
