const emptySlot = 0

/**
 * A growing table of rows, one per distinct identity, in typed arrays: about 30 bytes an event, so that millions of
 * events can be counted exactly. `limit` bounds it; past that `add` refuses and the caller counts approximately.
 */
export class IdentityRows {
  ids: Float64Array
  bins: Uint32Array
  bytes: Float64Array
  size = 0
  readonly limit: number
  #slots: Uint32Array

  /** @param expected rows that there will be at least: room for them is made at once. */
  constructor(limit: number, expected = 1024) {
    this.limit = limit
    this.ids = new Float64Array(expected)
    this.bins = new Uint32Array(expected)
    this.bytes = new Float64Array(expected)
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(expected * 2 + 2)))
  }

  /** The row that holds the identity, or -1. */
  find(identity: number): number {
    const row = this.#slots[this.#slotOf(identity)]
    return row === emptySlot || row === undefined ? -1 : row - 1
  }

  /** Adds a row for an identity not yet in the table; false when the table is full. */
  add(identity: number, bin: number, bytes: number): boolean {
    if (this.size >= this.limit) return false
    if (this.size === this.ids.length) this.#growRows()
    if (this.size * 2 >= this.#slots.length) this.#growSlots()
    this.ids[this.size] = identity
    this.bins[this.size] = bin
    this.bytes[this.size] = bytes
    this.size += 1
    this.#slots[this.#slotOf(identity)] = this.size
    return true
  }

  #slotOf(identity: number): number {
    const mask = this.#slots.length - 1
    let slot = (identity ^ Math.floor(identity / 4294967296)) & mask
    for (;;) {
      const row = this.#slots[slot]
      if (row === emptySlot || row === undefined || this.ids[row - 1] === identity) return slot
      slot = (slot + 1) & mask
    }
  }

  #growRows(): void {
    const length = Math.max(1024, this.ids.length * 2)
    const ids = new Float64Array(length)
    const bins = new Uint32Array(length)
    const bytes = new Float64Array(length)
    ids.set(this.ids)
    bins.set(this.bins)
    bytes.set(this.bytes)
    this.ids = ids
    this.bins = bins
    this.bytes = bytes
  }

  #growSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4)
    for (let row = 0; row < this.size; row++) this.#slots[this.#slotOf(this.ids[row] ?? 0)] = row + 1
  }
}
