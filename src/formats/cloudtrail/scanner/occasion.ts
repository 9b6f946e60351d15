import type { Regions, ScannerExports } from './load-scanner.ts'

/** As `occasion.as.ts` lays it out: four numbers, and the places of the values by their roles. */
const numbers = 5

/** The roles of values that each record has of its own. */
export const roles = { eventTime: 1, eventID: 2, requestID: 3, key: 4, bytesOut: 5, bytesIn: 6 } as const

/** Beside them, that some text names the object by the record's own key. */
const keyed = 8

/** And that the id of the request is one that S3 made. */
const requested = 9

type Role = keyof typeof roles

/** What the record that was projected last has of its own, though all else in it was met before. */
export class RecordOccasion {
  readonly #wasm: ScannerExports
  readonly #address: number
  #numbers = new Float64Array(0)
  #places = new Uint32Array(0)
  #bytes: Buffer = Buffer.alloc(0)

  constructor(wasm: ScannerExports, regions: Regions) {
    this.#wasm = wasm
    this.#address = regions.OCCASION
  }

  /** The scanner's memory has perhaps moved. */
  lookAt(bytes: Buffer): void {
    if (this.#bytes === bytes) return
    const { buffer } = this.#wasm.memory
    this.#bytes = bytes
    this.#numbers = new Float64Array(buffer, this.#address, numbers)
    this.#places = new Uint32Array(buffer, this.#address + numbers * 8, 14)
  }

  /** By role, where each value begins and ends; under 0, which there are. */
  get places(): Uint32Array {
    return this.#places
  }

  has(role: Role): boolean {
    return this.#found(roles[role])
  }

  /** A resource is named by the ARN that ends with the record's own key. */
  get isKeyed(): boolean {
    return this.#found(keyed)
  }

  /** The id of the request is one that S3 made, see `isRequestId`. */
  get isRequest(): boolean {
    return this.#found(requested)
  }

  #found(bit: number): boolean {
    return ((this.#places[0] as number) & (1 << bit)) !== 0
  }

  /** The value of a text. */
  text(role: Role): string {
    const at = roles[role] * 2
    return this.#bytes.toString('latin1', this.#places[at], this.#places[at + 1])
  }

  /** Epoch milliseconds. */
  get time(): number {
    return this.#numbers[0] as number
  }

  /** As that of an event that is known by its GUID. */
  get identity(): number {
    return this.#numbers[1] as number
  }

  /** As `requestDigest`; means nothing for a record without the id of a request. */
  get request(): number {
    return this.#numbers[2] as number
  }

  /** Means nothing for a record that does not say. */
  get bytesOut(): number {
    return this.#numbers[3] as number
  }

  /** The same. */
  get bytesIn(): number {
    return this.#numbers[4] as number
  }
}
