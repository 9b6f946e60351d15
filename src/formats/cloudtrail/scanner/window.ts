import { pageBytes, type ScannerExports } from './load-scanner.ts'

/** Kept before what is needed, because the scanner looks back for what stands before a bracket or a key. */
const lookBehind = 256
/** The scanner reads whole blocks: white space has to follow the last byte. */
const padding = 512
const space = 0x20

/** The part of the content that is being read. It lies in the scanner's memory, so its places are addresses there. */
export class Window {
  readonly floor: number
  readonly #wasm: ScannerExports
  #bytes: Buffer
  #end: number
  /** Offset in the content of address 0. */
  #origin: number

  constructor(wasm: ScannerExports, floor: number) {
    this.#wasm = wasm
    this.floor = floor + lookBehind
    this.#end = this.floor
    this.#origin = -this.floor
    this.#bytes = this.#viewOf(this.floor + pageBytes)
    this.reset()
  }

  /** The scanner's whole memory. Must not be held: the memory moves when it grows. */
  get bytes(): Buffer {
    return this.#bytes
  }

  get end(): number {
    return this.#end
  }

  /** Starts anew, at the beginning of other content. */
  reset(): void {
    this.#end = this.floor
    this.#origin = -this.floor
    this.#bytes.fill(0, this.floor - lookBehind, this.floor)
    this.#wasm.begin(this.floor, 0)
  }

  /** The offset in the content of what lies at `address`. */
  offsetOf(address: number): number {
    return address + this.#origin
  }

  /** Gives up what lies before `keep` and returns by how much the rest moved down. */
  dropBefore(keep: number): number {
    const distance = Math.min(keep, this.#end) - lookBehind - this.floor
    if (distance <= 0) return 0
    this.#bytes.copyWithin(this.floor, this.floor + distance, this.#end)
    this.#end -= distance
    this.#origin += distance
    this.#wasm.shift(distance, this.floor)
    return distance
  }

  append(piece: Uint8Array): void {
    const needed = this.#end + piece.length + padding
    if (needed > this.#bytes.length) this.#bytes = this.#viewOf(needed + (needed >> 2))
    this.#bytes.set(piece, this.#end)
    this.#end += piece.length
  }

  /** No more bytes will come. */
  close(): void {
    this.#bytes.fill(space, this.#end, this.#end + padding)
  }

  #viewOf(size: number): Buffer {
    const { memory } = this.#wasm
    const missing = size - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
    return Buffer.from(memory.buffer)
  }
}
