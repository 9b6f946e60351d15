import { isAscii } from 'node:buffer'

const newline = 10
const nothing = Buffer.alloc(0)

/** Hears of the lines of a file; `number` counts from 1, `offset` is that of the line's first byte. */
export interface LineSink {
  /** Without its line feed. Bytes that are not UTF-8 have become U+FFFD. */
  line(text: string, number: number, offset: number): void
  /** A line of more than the allowed bytes; it is skipped without being held. */
  tooLong(number: number, offset: number): void
}

/** Cuts bytes that arrive in pieces into lines, holding no more than one line that a piece ends in. */
export class LineSplitter {
  readonly #maxBytes: number
  readonly #sink: LineSink
  /** The pieces of a line whose end has not come yet. */
  #rest: Buffer[] = []
  #restLength = 0
  #skipping = false
  #number = 1
  /** Offset of the line under way. */
  #offset = 0

  constructor(maxBytes: number, sink: LineSink) {
    this.#maxBytes = maxBytes
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    let end = bytes.indexOf(newline)
    if (end >= 0 && (this.#restLength > 0 || this.#skipping)) {
      this.#endRest(bytes.subarray(0, end))
      start = end + 1
      end = bytes.indexOf(newline, start)
    }
    const encoding = encodingOf(bytes)
    while (end >= 0) {
      this.#emit(bytes, start, end, encoding)
      start = end + 1
      end = bytes.indexOf(newline, start)
    }
    this.#keep(bytes.subarray(start))
  }

  /** The last line has not ended so far. */
  get isWithinLine(): boolean {
    return this.#restLength > 0 || this.#skipping
  }

  end(): void {
    if (this.isWithinLine) this.#endRest(nothing)
  }

  #endRest(last: Buffer): void {
    if (this.#skipping) {
      this.#skipping = false
      this.#offset += last.length + 1
      this.#number++
      return
    }
    const line = Buffer.concat([...this.#rest, last])
    this.#forget()
    this.#emit(line, 0, line.length, encodingOf(line))
  }

  #emit(bytes: Buffer, start: number, end: number, encoding: BufferEncoding): void {
    if (end - start > this.#maxBytes) this.#sink.tooLong(this.#number, this.#offset)
    else this.#sink.line(bytes.toString(encoding, start, end), this.#number, this.#offset)
    this.#offset += end - start + 1
    this.#number++
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return
    if (this.#skipping) {
      this.#offset += bytes.length
      return
    }
    this.#rest.push(bytes)
    this.#restLength += bytes.length
    if (this.#restLength <= this.#maxBytes) return
    this.#sink.tooLong(this.#number, this.#offset)
    this.#offset += this.#restLength
    this.#forget()
    this.#skipping = true
  }

  #forget(): void {
    this.#rest = []
    this.#restLength = 0
  }
}

/** Nearly all logs are ASCII, and one look at a whole piece makes each of its lines cheaper to decode. */
const encodingOf = (bytes: Buffer): BufferEncoding => (isAscii(bytes) ? 'latin1' : 'utf8')
