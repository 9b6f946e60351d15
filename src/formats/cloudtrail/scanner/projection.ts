import type { JsonObject } from '#primitives'
import type { Regions, ScannerExports } from './load-scanner.ts'
import type { PathNode } from './path-tree.ts'
import { RecordBuilder } from './record-builder.ts'
import { writePaths } from './write-paths.ts'

const wordsPerStep = 3

/** Reads of a record only what the paths name: the same as parsing all of it and picking them, only faster. */
export class Projection {
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  /** Undefined where records have to be read in full. */
  readonly #builder: RecordBuilder | undefined
  /** The scanner's tape; made anew when its memory has moved. */
  #tape: Uint32Array = new Uint32Array(0)

  constructor(wasm: ScannerExports, regions: Regions, paths: PathNode) {
    this.#wasm = wasm
    this.#regions = regions
    const keys = writePaths(wasm, regions, paths)
    this.#builder = keys && new RecordBuilder(keys)
  }

  /** Undefined when only JSON.parse can tell what the bytes are. `bytes` is the scanner's memory. */
  read(bytes: Buffer, start: number, end: number): JsonObject | undefined {
    if (this.#builder === undefined) return undefined
    const count = this.#wasm.project(start, end)
    if (count < 0) return undefined
    const { TAPE, TEXT } = this.#regions
    if (this.#tape.buffer !== bytes.buffer) this.#tape = new Uint32Array(bytes.buffer, TAPE, (TEXT - TAPE) >> 2)
    const textLength = this.#wasm.textLength()
    const text = textLength > 0 ? bytes.toString('latin1', TEXT, TEXT + textLength) : ''
    return this.#builder.build(this.#tape, count * wordsPerStep, text, bytes)
  }
}
