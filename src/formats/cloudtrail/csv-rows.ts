const quote = 0x22
const newline = 0x0a

/** Takes what `CsvRows` finds, in order. */
export interface CsvSink {
  /** A row below the one that names the columns; it may have fewer cells, or more. */
  row(cells: readonly string[], columns: readonly string[], offset: number): void
  tooLarge(offset: number): void
}

/**
 * CSV as RFC 4180 describes it, in pieces: quoted cells may hold line breaks, and quotes doubled.
 * The first row names the columns.
 */
export class CsvRows {
  readonly #maxBytes: number
  readonly #sink: CsvSink
  #columns: readonly string[] | undefined
  #pieces: Uint8Array[] = []
  #held = 0
  #offset = 0
  #quoted = false
  /** In a row that has become too large: nothing of it is kept. */
  #dropping = false

  constructor(maxBytes: number, sink: CsvSink) {
    this.#maxBytes = maxBytes
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte === quote) this.#quoted = !this.#quoted
      else if (byte === newline && (!this.#quoted || this.#dropping)) {
        this.#take(chunk.subarray(from, at + 1))
        this.#row()
        from = at + 1
      }
    }
    // The chunk's memory is its owner's.
    this.#take(chunk.slice(from))
  }

  end(): void {
    this.#row()
  }

  #take(piece: Uint8Array): void {
    this.#held += piece.length
    if (this.#held <= this.#maxBytes) {
      if (piece.length > 0) this.#pieces.push(piece)
      return
    }
    if (!this.#dropping) this.#sink.tooLarge(this.#offset)
    this.#dropping = true
    this.#pieces = []
  }

  #row(): void {
    const text = Buffer.concat(this.#pieces)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r?\n$/, '')
    if (text !== '' && !this.#dropping) this.#cells(text)
    this.#offset += this.#held
    this.#pieces = []
    this.#held = 0
    this.#quoted = false
    this.#dropping = false
  }

  #cells(text: string): void {
    const cells = splitCsvRow(text)
    if (this.#columns === undefined) this.#columns = cells
    else this.#sink.row(cells, this.#columns, this.#offset)
  }
}

/** The cells of one row, without their quotes. */
export function splitCsvRow(row: string): string[] {
  const cells: string[] = []
  let at = 0
  while (at <= row.length) {
    if (row[at] !== '"') {
      const end = row.indexOf(',', at)
      cells.push(row.slice(at, end < 0 ? row.length : end))
      at = end < 0 ? row.length + 1 : end + 1
      continue
    }
    let end = row.indexOf('"', at + 1)
    while (end >= 0 && row[end + 1] === '"') end = row.indexOf('"', end + 2)
    if (end < 0) end = row.length
    cells.push(row.slice(at + 1, end).replaceAll('""', '"'))
    const comma = row.indexOf(',', end)
    at = comma < 0 ? row.length + 1 : comma + 1
  }
  return cells
}
