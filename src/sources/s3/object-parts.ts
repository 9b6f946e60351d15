import type { Readable } from 'node:stream'
import { s3Client } from '../aws/clients.ts'
import { explainError } from '../aws/explain-error.ts'
import { awsProblems } from '../aws/problems.ts'
import { BrokenAnswer, backOff, defaultRetry, mayMend, type RetryPolicy, statusOf } from '../aws/retry.ts'
import type { ByteStream } from '../byte-stream.ts'
import { FetchFailure } from '../fetch-failure.ts'
import type { ObjectPlace } from '../log-file.ts'
import { pause } from '../pause.ts'

/** Log files are mostly smaller: they come in one request, and are held whole. */
export const partBytes = 8 * 1024 * 1024
const partsAtOnce = 4

/** The beginning of an object, and what is needed to get the rest of the same one. */
export interface Beginning {
  readonly bytes: Uint8Array
  /** Of the whole object. */
  readonly size: number
  readonly etag: string | undefined
}

/** Requests that it takes to fetch an object, if all goes well. */
export const requestsFor = ({ size = 0 }: ObjectPlace): number => Math.max(1, Math.ceil(size / partBytes))

interface Span {
  readonly from: number
  /** Exclusive; undefined for whatever there is, of which the first `partBytes` are taken. */
  readonly to?: number
}

/** Of a connection that breaks again and again after some bytes: so many times as many attempts as without any. */
const patience = 8

/** The first part of an object, which is all of a small one. Throws a {@link FetchFailure}. */
export async function fetchBeginning(place: ObjectPlace, policy: RetryPolicy = defaultRetry): Promise<Beginning> {
  const large = place.size !== undefined && place.size > partBytes
  const part = new Part(place, large ? { from: 0, to: partBytes } : { from: 0 }, place.etag, policy)
  return part.fetch(new AbortController().signal)
}

/** The whole object, with the next parts on their way while one is used; small enough objects are all beginning. */
export function bytesOfObject(
  place: ObjectPlace,
  beginning: Beginning,
  policy: RetryPolicy = defaultRetry,
): ByteStream {
  const { bytes, size, etag } = beginning
  return {
    again: true,
    open: async function* () {
      yield bytes
      const controller = new AbortController()
      const parts = remaining(bytes.length, size).map(
        span => () => new Part(place, span, etag, policy, true).fetch(controller.signal),
      )
      const under: Promise<Beginning>[] = []
      try {
        for (let next = parts.shift(); next !== undefined || under.length > 0; ) {
          for (; next !== undefined && under.length < partsAtOnce; next = parts.shift()) {
            const begun = next()
            begun.catch(() => {}) // it is awaited below, unless the reader stops first
            under.push(begun)
          }
          const part = await under.shift()
          if (part) yield part.bytes
        }
      } finally {
        controller.abort()
      }
    },
  }
}

function remaining(from: number, size: number): Span[] {
  const count = Math.max(0, Math.ceil((size - from) / partBytes))
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * partBytes,
    to: Math.min(size, from + (index + 1) * partBytes),
  }))
}

/** Some bytes of an object, over as many requests as it takes: one that breaks off is resumed where it stopped. */
class Part {
  readonly #place: ObjectPlace
  readonly #span: Span
  readonly #policy: RetryPolicy
  /** Of which object of that name the bytes must be; `#pinned` when some of its bytes are in use already. */
  #etag: string | undefined
  #pinned: boolean
  #pieces: Uint8Array[] = []
  #received = 0
  #size: number | undefined

  constructor(place: ObjectPlace, span: Span, etag: string | undefined, policy: RetryPolicy, pinned = false) {
    this.#place = place
    this.#span = span
    this.#policy = policy
    this.#etag = etag
    this.#pinned = pinned
  }

  async fetch(signal: AbortSignal): Promise<Beginning> {
    const { attempts } = this.#policy
    let [inARow, inAll, furthest] = [0, 0, 0]
    while (!(await this.#attempt(signal))) {
      inARow = this.#received > furthest ? 1 : inARow + 1
      furthest = Math.max(furthest, this.#received)
      inAll += 1
      if (inARow >= attempts || inAll >= attempts * patience || signal.aborted) throw this.#failure(this.#lastError)
      await pause(backOff(this.#policy, inARow), signal)
    }
    const bytes = this.#pieces.length === 1 ? (this.#pieces[0] as Uint8Array) : Buffer.concat(this.#pieces)
    return { bytes, size: this.#size ?? bytes.length, etag: this.#etag }
  }

  #lastError: unknown

  /** False when it failed in a way that may mend itself. */
  async #attempt(signal: AbortSignal): Promise<boolean> {
    try {
      const client = await s3Client(this.#place.region)
      const { GetObjectCommand } = await import('@aws-sdk/client-s3')
      const { bucket, key } = this.#place
      const range = this.#range()
      const answer = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(this.#etag !== undefined && { IfMatch: this.#etag }),
          ...(range !== undefined && { Range: range }),
        }),
        { abortSignal: signal },
      )
      this.#size = sizeIn(answer.ContentRange) ?? answer.ContentLength ?? this.#place.size
      this.#etag = answer.ETag ?? this.#etag
      await this.#receive(answer.Body as Readable)
      return true
    } catch (error) {
      this.#lastError = error
      if (statusOf(error) === 412) return this.#replaced()
      if (mayMend(error) || signal.aborted) return false
      throw this.#failure(error)
    }
  }

  #range(): string | undefined {
    const { from, to } = this.#span
    if (to === undefined && this.#received === 0) return undefined
    return `bytes=${from + this.#received}-${(to ?? Math.min(this.#size ?? partBytes, partBytes)) - 1}`
  }

  async #receive(body: Readable): Promise<void> {
    const { from, to } = this.#span
    if (this.#size === undefined) throw new BrokenAnswer('the answer does not say how long it is')
    const size = this.#size
    const wanted = Math.min(to ?? partBytes, size) - from
    const { silence } = this.#policy
    const timer = setTimeout(() => body.destroy(new BrokenAnswer(`nothing came for ${silence / 1000} s`)), silence)
    try {
      for await (const piece of body as AsyncIterable<Uint8Array>) {
        timer.refresh()
        const useful = piece.subarray(0, wanted - this.#received)
        this.#pieces.push(useful)
        this.#received += useful.length
        this.#pinned = true
        if (this.#received === wanted && size > partBytes) break // the rest comes in parts of its own
      }
    } catch (error) {
      // All bytes came, and they are not what S3 has by its checksum.
      if (this.#received === wanted) this.#startOver()
      throw error instanceof BrokenAnswer ? error : new BrokenAnswer(error instanceof Error ? error.message : '')
    } finally {
      clearTimeout(timer)
    }
    if (this.#received < wanted) throw new BrokenAnswer(`only ${this.#received} of ${wanted} bytes came`)
  }

  #startOver(): void {
    this.#pieces = []
    this.#received = 0
  }

  /** The object is not what the listing or the notification told of: then it is read as it is now, but never half and half. */
  #replaced(): false {
    if (this.#pinned) throw new FetchFailure(awsProblems.changed(nameOf(this.#place)), true)
    this.#etag = undefined
    return false
  }

  #failure(error: unknown): FetchFailure {
    const { bucket, key } = this.#place
    const resource = `arn:aws:s3:::${bucket}/${key}`
    const { issue, kind } = explainError(error, { name: nameOf(this.#place), action: 's3:GetObject', resource, bucket })
    return new FetchFailure(issue, kind !== 'final')
  }
}

const nameOf = ({ bucket, key }: ObjectPlace): string => `s3://${bucket}/${key}`

/** `bytes 0-99/1234` */
function sizeIn(contentRange: string | undefined): number | undefined {
  const [, size] = /\/(\d+)$/.exec(contentRange ?? '') ?? []
  return size === undefined ? undefined : Number(size)
}
