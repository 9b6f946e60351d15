const emptySlot = 0

/** 32 bits of an identity. */
const hashOf = (identity: number): number => identity ^ Math.floor(identity / 4294967296)

/**
 * A growing table of rows, one per distinct identity, in typed arrays: about 40 bytes an event, so that millions of
 * events can be counted exactly. `limit` bounds it; past that `add` refuses and the caller counts approximately.
 */
export class IdentityRows {
  ids: Float64Array
  bins: Uint32Array
  bytes: Float64Array
  size = 0
  readonly limit: number
  /**
   * Two numbers each: a row, counted from 1, and the hash of its identity, so that hardly ever a row is looked at that is another's:
   * among millions, each look is a wait for memory.
   */
  #slots: Uint32Array
  /** Nobody asks for it; without it nothing would be fetched. */
  warmth = 0

  /** @param expected rows that there will be at least: room for them is made at once. */
  constructor(limit: number, expected = 1024) {
    this.limit = limit
    this.ids = new Float64Array(expected)
    this.bins = new Uint32Array(expected)
    this.bytes = new Float64Array(expected)
    this.#slots = new Uint32Array(2 * 2 ** Math.ceil(Math.log2(expected * 2 + 2)))
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
    if (this.size * 4 >= this.#slots.length) this.#growSlots()
    this.ids[this.size] = identity
    this.bins[this.size] = bin
    this.bytes[this.size] = bytes
    this.size += 1
    const slot = this.#slotOf(identity)
    this.#slots[slot] = this.size
    this.#slots[slot + 1] = hashOf(identity)
    return true
  }

  /** Fetches what the next identities will be looked up by: all at once, memory is waited for once. */
  warm(identities: Float64Array, count: number): void {
    const slots = this.#slots
    const mask = slots.length - 1
    let sum = 0
    for (let index = 0; index < count; index++) {
      sum ^= slots[(hashOf(identities[index] as number) << 1) & mask] as number
    }
    this.warmth = sum
  }

  /** Where the identity is, or would be. */
  #slotOf(identity: number): number {
    const slots = this.#slots
    const hash = hashOf(identity)
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (;;) {
      const row = slots[slot]
      if (row === emptySlot || row === undefined) return slot
      if (slots[slot + 1] === hash >>> 0 && this.ids[row - 1] === identity) return slot
      slot = (slot + 2) & mask
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

  /** In the order of the slots, in which the new ones come, too. */
  #growSlots(): void {
    const before = this.#slots
    const slots = new Uint32Array(before.length * 2)
    const mask = slots.length - 1
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === emptySlot) continue
      const hash = before[old + 1] as number
      let slot = (hash << 1) & mask
      while (slots[slot] !== emptySlot) slot = (slot + 2) & mask
      slots[slot] = before[old] as number
      slots[slot + 1] = hash
    }
    this.#slots = slots
  }
}
