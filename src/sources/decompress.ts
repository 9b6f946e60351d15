import type { Issue } from '#primitives'
import type { Allowance } from './allowance.ts'
import { type ByteStream, cut } from './byte-stream.ts'
import type { Compression } from './compression.ts'
import { Decompressor, type Method } from './decompressor.ts'
import { problems } from './problems.ts'

// What a piece decompresses to is held at once, a thousandfold at worst: 64 MiB here, 1 MiB as a rule.
const pieceBytes = 64 * 1024

export interface Packed {
  readonly name: string
  readonly method: Method
  /** The word for it in issues. */
  readonly kind: Compression
  readonly bytes: ByteStream
  readonly allowance: Allowance
  readonly report: (issue: Issue) => void
}

/**
 * Decompresses, and delivers all that can be had before the first broken byte. An engine that fails keeps back what
 * the failing piece yielded; so data that can be read again is read again with the failing piece cut ever finer.
 */
export async function* decompress(packed: Packed): AsyncGenerator<Uint8Array> {
  const progress = { delivered: 0, good: 0 }
  let failed: Decompressor | undefined
  for (const grain of packed.bytes.again ? [pieceBytes, 256, 1] : [pieceBytes]) {
    const good = progress.good
    const decompressor = new Decompressor(packed.method)
    try {
      const stopped = yield* pass(
        packed,
        decompressor,
        offset => (offset < good ? Math.min(pieceBytes, good - offset) : grain),
        progress,
      )
      if (stopped || !decompressor.failure) return
    } finally {
      decompressor.close()
    }
    failed = decompressor
    if (isTruncation(decompressor)) break
  }
  if (failed) packed.report(explain(packed, failed, progress.delivered))
}

interface Step {
  readonly done: boolean
  /** Packed bytes that went in. */
  readonly size: number
  readonly output: readonly Uint8Array[]
}

/** One reading from the start; skips what earlier passes have delivered. True when the allowance ended it. */
async function* pass(
  { bytes, allowance, report }: Packed,
  decompressor: Decompressor,
  sizeAt: (offset: number) => number,
  progress: { delivered: number; good: number },
): AsyncGenerator<Uint8Array, boolean> {
  let position = 0
  let fed = 0
  const pieces = cut(bytes.open(), sizeAt)
  const advance = async (): Promise<Step> => {
    const { done, value } = await pieces.next()
    if (done) return { done, size: 0, output: await decompressor.finish() }
    return { done: false, size: value.length, output: await decompressor.feed(value) }
  }
  try {
    // The next piece is decompressed by another thread while the reader works on this one's output.
    for (let next: Promise<Step> | undefined = advance(); next; ) {
      const { done, size, output }: Step = await next
      if (!decompressor.failure) progress.good = Math.max(progress.good, (fed += size))
      next = done || decompressor.failure ? undefined : advance()
      next?.catch(() => {}) // it is awaited above, unless the reader stops first
      for (const chunk of output) {
        const fresh = chunk.subarray(Math.min(Math.max(progress.delivered - position, 0), chunk.length))
        position += chunk.length
        if (fresh.length === 0) continue
        progress.delivered = position
        const excess = allowance.spend(fresh.length)
        if (excess) {
          report(excess)
          return true
        }
        yield fresh
      }
    }
    return false
  } finally {
    await pieces.return(undefined)
  }
}

const isTruncation = ({ failure }: Decompressor): boolean => failure?.code === 'Z_BUF_ERROR'

function explain({ name, kind }: Packed, decompressor: Decompressor, delivered: number): Issue {
  if (isTruncation(decompressor)) return problems.truncated(name, kind, delivered)
  if (delivered > 0 && decompressor.failedBetweenMembers) return problems.trailingGarbage(name, kind, delivered)
  return problems.corrupt(name, kind, delivered, decompressor.failure?.message ?? 'unknown')
}
