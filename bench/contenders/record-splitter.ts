const quote = 0x22
const backslash = 0x5c
const open = 0x7b
const close = 0x7d

/** Cuts the records out of `{"Records":[...]}` as it arrives in pieces: every object that stands one level below the outermost. */
export class RecordSplitter {
  #depth = 0
  #inString = false
  #escaped = false
  /** Earlier pieces of the record that is still open. */
  #begun: Buffer[] = []

  /** The records that end in this piece. */
  split(piece: Buffer): string[] {
    const records: string[] = []
    let start = 0
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index]
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (byte === backslash) this.#escaped = true
        else if (byte === quote) this.#inString = false
      } else if (byte === quote) this.#inString = true
      else if (byte === open && ++this.#depth === 2) start = index
      else if (byte === close && --this.#depth === 1) {
        records.push(Buffer.concat([...this.#begun, piece.subarray(start, index + 1)]).toString())
        this.#begun = []
      }
    }
    if (this.#depth >= 2) this.#begun.push(Buffer.from(piece.subarray(start)))
    return records
  }
}
