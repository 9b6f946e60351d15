import type { Transform } from 'node:stream'
import { createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib'

export type Method = 'gzip' | 'zstd' | 'deflate'

// With Node's default of 16 KiB, gunzip runs at a quarter of this speed.
const options = { chunkSize: 1 << 20 }

// Node goes on over further members by itself; these are zlib's and zstd's words for a head that is none.
const headFailures = new Set([
  'incorrect header check',
  'unknown compression method',
  'unknown header flags set',
  'Unknown frame descriptor',
])

type Engine = Transform & { readonly bytesWritten: number }

function newEngine(method: Method): Engine {
  if (method === 'gzip') return createGunzip(options)
  if (method === 'zstd') return createZstdDecompress(options)
  return createInflateRaw(options)
}

/**
 * Decompresses piece by piece and gives back what each piece yields, so that nothing of a good piece is lost when a
 * later one is broken. Goes on over concatenated members; zeros between or after them are padding.
 */
export class Decompressor {
  readonly #method: Method
  #engine: Engine
  #output: Uint8Array[] = []
  #ended = false
  #settle: () => void = () => {}
  /** Why it cannot go on. */
  failure: NodeJS.ErrnoException | undefined

  constructor(method: Method) {
    this.#method = method
    this.#engine = this.#begin()
  }

  /** The failure stands at the head of a further member: what came before is complete. */
  get failedBetweenMembers(): boolean {
    return this.failure !== undefined && headFailures.has(this.failure.message)
  }

  async feed(piece: Uint8Array): Promise<Uint8Array[]> {
    let rest = piece
    while (!this.failure) {
      if (this.#ended) {
        if (this.#method === 'deflate') break // knows no members
        rest = withoutPadding(rest)
        if (rest.length === 0) break
        this.#engine.destroy()
        this.#engine = this.#begin()
      }
      const before = this.#engine.bytesWritten
      await this.#step(settled => this.#engine.write(rest, settled))
      if (!this.#ended) break
      rest = rest.subarray(this.#engine.bytesWritten - before)
    }
    return this.#take()
  }

  /** The rest of the output; sets `failure` when the data ends too early. */
  async finish(): Promise<Uint8Array[]> {
    if (!this.#ended && !this.failure) await this.#step(() => this.#engine.end())
    return this.#take()
  }

  close(): void {
    this.#engine.destroy()
  }

  #begin(): Engine {
    const engine = newEngine(this.#method)
    this.#ended = false
    engine.on('data', (chunk: Uint8Array) => this.#output.push(chunk))
    engine.on('end', () => {
      this.#ended = true
      this.#settle()
    })
    engine.on('error', (error: NodeJS.ErrnoException) => {
      this.failure ??= error
      this.#settle()
    })
    return engine
  }

  #step(act: (settled: () => void) => void): Promise<void> {
    return new Promise(resolve => {
      this.#settle = resolve
      act(resolve)
    })
  }

  #take(): Uint8Array[] {
    const output = this.#output
    this.#output = []
    return output
  }
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (bytes[start] === 0) start++
  return bytes.subarray(start)
}
