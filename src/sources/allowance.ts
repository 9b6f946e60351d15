import type { Issue } from '#primitives'
import type { SourceLimits } from './log-file.ts'
import { problems } from './problems.ts'

/**
 * What one file may still decompress to, summed over its members and levels of nesting, so that neither a bomb nor an
 * archive of many small bombs gets past it.
 */
export class Allowance {
  readonly #file: string
  readonly #limits: SourceLimits
  /** Bytes of the file, or of as much of a stream as has arrived. */
  #packed: number
  #unpacked = 0

  constructor(file: string, limits: SourceLimits, size: number) {
    this.#file = file
    this.#limits = limits
    this.#packed = size
  }

  /** Output that no limit stops. */
  static safeBytes({ maxFileBytes, maxRatio, ratioFloorBytes }: SourceLimits, packed: number): number {
    return Math.min(maxFileBytes, Math.max(ratioFloorBytes, maxRatio * packed))
  }

  /** Standard input has no size in advance. */
  arrived(bytes: number): void {
    this.#packed += bytes
  }

  /** Why the bytes are too many, if they are. */
  spend(bytes: number): Issue | undefined {
    this.#unpacked += bytes
    const { maxFileBytes, maxRatio, ratioFloorBytes } = this.#limits
    if (this.#unpacked > maxFileBytes) return problems.tooLarge(this.#file, maxFileBytes, this.#unpacked)
    if (this.#unpacked > ratioFloorBytes && this.#unpacked > maxRatio * this.#packed) {
      return problems.ratioTooHigh(this.#file, maxRatio, this.#unpacked)
    }
    return undefined
  }
}
