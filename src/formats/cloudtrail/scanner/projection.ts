import type { JsonObject } from '#primitives'
import type { Regions, ScannerExports } from './load-scanner.ts'
import { RecordOccasion } from './occasion.ts'
import type { PathNode } from './path-tree.ts'
import { RecordBuilder } from './record-builder.ts'
import { PathWriter } from './write-paths.ts'

const wordsPerStep = 3

/** Reads of a record only what paths name: the same as parsing all of it and picking them, only faster. */
export class Projection {
  /** What the record read last has of its own, where it has a shape. */
  readonly occasion: RecordOccasion
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  readonly #writer: PathWriter
  readonly #roots = new Map<PathNode, number | undefined>()
  readonly #builder: RecordBuilder
  /** The scanner's tape; made anew when its memory has moved. */
  #tape: Uint32Array = new Uint32Array(0)
  #steps = 0

  constructor(wasm: ScannerExports, regions: Regions) {
    this.#wasm = wasm
    this.#regions = regions
    this.#writer = new PathWriter(wasm, regions)
    this.#builder = new RecordBuilder(this.#writer.keys)
    this.occasion = new RecordOccasion(wasm, regions)
  }

  /** The number by which `read` knows the paths; undefined where records have to be read in full. */
  rootOf(paths: PathNode): number | undefined {
    if (!this.#roots.has(paths)) this.#roots.set(paths, this.#writer.write(paths))
    return this.#roots.get(paths)
  }

  /** False when only JSON.parse can tell what the bytes are. `bytes` is the scanner's memory. */
  read(bytes: Buffer, start: number, end: number, root: number): boolean {
    this.#steps = this.#wasm.project(start, end, root)
    this.occasion.lookAt(bytes)
    return this.#steps >= 0
  }

  /**
   * The number of the shape of the record read last: records of one shape differ in nothing but the occasion. Negative for a shape
   * that is new under its number; 0 for none.
   */
  shape(): number {
    const shape = this.#wasm.shapeNumber()
    return shape > 0 && this.#wasm.shapeIsFresh() ? -shape : shape
  }

  /** The record read last. Must be built unless its shape was met before: it teaches strings. */
  build(bytes: Buffer): JsonObject {
    const { TAPE, TEXT } = this.#regions
    if (this.#tape.buffer !== bytes.buffer) this.#tape = new Uint32Array(bytes.buffer, TAPE, (TEXT - TAPE) >> 2)
    const textLength = this.#wasm.textLength()
    const text = textLength > 0 ? bytes.toString('latin1', TEXT, TEXT + textLength) : ''
    return this.#builder.build(this.#tape, this.#steps * wordsPerStep, text, bytes, this.occasion.places)
  }
}
