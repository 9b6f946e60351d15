import { containerKeys } from '../envelope/known-keys.ts'
import { marks, type ScannerExports, stops } from '../scanner/load-scanner.ts'
import type { Scanner } from '../scanner/scanner.ts'
import type { Window } from '../scanner/window.ts'
import type { ElementSink, Trouble } from './element-sink.ts'
import { firstKeyAt, innerStart, nextLineStart, plausibleStart } from './plausible-start.ts'
import { lookAhead, noticedWithin, pieceBytes } from './reading-sizes.ts'
import { RescanBudget } from './rescan-budget.ts'
import { isPlainSeparator, keyBefore, readBetween } from './text-between.ts'

/**
 * Cuts JSON content into its elements: the members of `Records` and the like, of a JSON array, or the objects that follow one
 * another. What is broken costs only itself: reading goes on where the next element plausibly begins.
 */
export class ElementReader {
  readonly #scanner: Scanner
  readonly #wasm: ScannerExports
  readonly #window: Window
  readonly #sink: ElementSink
  readonly #maxBytes: number
  readonly #budget = new RescanBudget()
  /** Address behind the last thing that was dealt with. */
  #gap: number
  /** The number of brackets around an element. */
  #base = 0
  /** Behind an array of elements, in the object that holds it. */
  #inWrapper = false
  /** Where to look on for something to begin, after something broken. */
  #seekFrom: number | undefined
  /** Offset of an element that became too large to keep. */
  #givenUp: number | undefined

  constructor(scanner: Scanner, sink: ElementSink, maxBytes: number) {
    this.#scanner = scanner
    this.#wasm = scanner.wasm
    this.#window = scanner.window
    this.#sink = sink
    this.#maxBytes = maxBytes
    this.#window.reset()
    this.#gap = this.#window.floor
  }

  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const piece = chunk.subarray(from, from + pieceBytes)
      this.#makeRoom()
      this.#window.append(piece)
      this.#budget.grow(piece.length)
      this.#read(false)
    }
  }

  end(): void {
    this.#window.close()
    this.#read(true)
    this.#finish()
  }

  #finish(): void {
    let isCut = false
    for (let start = this.#wasm.elementStart(); start > 0; start = this.#wasm.elementStart()) {
      if (this.#goneBack(this.#between(this.#gap, start))) {
        this.#read(true)
        continue
      }
      isCut = true
      const to = this.#window.end
      const inner = this.#inner(start, to)
      const next = inner < 0 ? this.#affordable(nextLineStart(this.#window.bytes, start, to), to) : inner
      if (inner < 0) this.#lose('truncated-record', start, 'The content ends inside of it.')
      else this.#lose('unreadable-text', start, 'The envelope of a record does not end.')
      this.#resume(next < 0 ? to : next)
      this.#read(true)
    }
    if (!isCut && (this.#base > 0 || this.#inWrapper)) this.#sink.unclosed(this.#window.offsetOf(this.#window.end))
    if (!this.#inWrapper && this.#goneBack(this.#between(this.#gap, this.#window.end))) {
      this.#read(true)
      this.#finish()
    }
  }

  #read(last: boolean): void {
    if (this.#seekFrom !== undefined && !this.#seek(this.#seekFrom, last)) return
    for (;;) {
      const stop = this.#wasm.scan(this.#window.end, last)
      if (!this.#deliver(this.#wasm.elementCount())) continue
      if (stop === stops.needsMore) return
      if (stop === stops.arrayBegins) this.#enterArray(this.#wasm.stoppedAt())
      else if (stop === stops.containerEnds) this.#leaveArray(this.#wasm.stoppedAt())
      else if (stop === stops.wrapperEnds) [this.#inWrapper, this.#gap] = [false, this.#wasm.stoppedAt() + 1]
      else if (stop === stops.broken && !this.#recover(this.#wasm.stoppedAt(), last)) return
    }
  }

  /** False when what was found rests on a stray quote: reading has gone back to a line behind it. */
  #deliver(count: number): boolean {
    if (count === 0) return true
    const words = this.#scanner.elementWords(count)
    for (let at = 0; at < words.length; at += 6) {
      const start = words[at] as number
      const end = words[at + 1] as number
      const bits = words[at + 2] as number
      if (!isPlainSeparator(this.#window.bytes, this.#gap, start) && this.#goneBack(this.#between(this.#gap, start)))
        return false
      this.#gap = end
      if ((bits & marks.tooLarge) !== 0 || end - start > this.#maxBytes) {
        this.#lose('record-too-large', start, `It has more than ${this.#maxBytes} bytes.`)
      } else if ((bits & marks.tooDeep) !== 0) {
        this.#lose('nesting-too-deep', start, `Its brackets nest deeper than ${this.#scanner.maxNesting} levels.`)
      } else {
        // Where a key may be spelled with escapes, those found may not be the ones that count.
        const isPlain = bits === 0
        const call = words[at + 3] as number
        const sourceKey = isPlain ? (words[at + 4] as number) : 0
        const nameKey = isPlain ? (words[at + 5] as number) : 0
        this.#sink.element(this.#scanner, { start, end, call, sourceKey, nameKey })
      }
    }
    return true
  }

  #goneBack(line: number): boolean {
    if (line < 0) return false
    this.#resume(line)
    return true
  }

  #enterArray(at: number): void {
    const key = this.#wasm.currentDepth() === 1 ? undefined : keyBefore(this.#window.bytes, at)
    if (this.#wasm.currentDepth() > 1 && (key === undefined || !containerKeys.has(key))) return
    const start = this.#wasm.elementStart()
    if (start > 0 && this.#goneBack(this.#between(this.#gap, start))) return
    this.#wasm.descend()
    this.#base = this.#wasm.currentDepth()
    this.#inWrapper = false
    this.#gap = at + 1
    this.#sink.container(key)
  }

  /** A closing bracket of another kind, or one too many, is text that does not belong here. */
  #leaveArray(at: number): void {
    if (this.#base === 0 || this.#window.bytes[at] !== 0x5d) return
    this.#between(this.#gap, at)
    this.#wasm.ascend()
    this.#base = 0
    this.#inWrapper = this.#wasm.currentDepth() === 1
    this.#gap = at + 1
  }

  /** Gives up what is broken at `at`, and goes on at the next plausible beginning; false if there is none yet. */
  #recover(at: number, last: boolean): boolean {
    const element = this.#wasm.elementStart()
    if (element > 0 && !this.#inWrapper && this.#goneBack(this.#between(this.#gap, element))) return true
    const start = element || this.#gap
    const inner = element > 0 ? this.#inner(start, at) : -1
    if (inner >= 0) {
      this.#lose('unreadable-text', start, 'The envelope of a record does not end.')
      this.#resume(inner)
      return true
    }
    const broken = `What stands at byte ${this.#window.offsetOf(at)} cannot follow what stands before it.`
    this.#lose(element > 0 || this.#inWrapper ? 'invalid-json' : 'unreadable-text', start, broken)
    const line = this.#affordable(nextLineStart(this.#window.bytes, start, at + 1), at)
    const isQuote = this.#window.bytes[at] === 0x22
    if (line < 0) return this.#seek(isQuote ? Math.max(start + 1, at - noticedWithin) : Math.max(start + 1, at), last)
    this.#resume(line)
    return true
  }

  #inner(start: number, to: number): number {
    return this.#givenUp === undefined ? this.#affordable(innerStart(this.#window.bytes, start, to), to) : -1
  }

  /** The place to read again from, unless too much has been read twice already. */
  #affordable(place: number, to: number): number {
    return place >= 0 && this.#budget.spend(to - place) ? place : -1
  }

  #seek(from: number, last: boolean): boolean {
    const { bytes, end } = this.#window
    const to = last ? end : end - lookAhead
    const start = plausibleStart(bytes, from, to, end)
    if (start < 0 && !last) {
      this.#seekFrom = Math.max(from, to)
      this.#wasm.begin(end, this.#base)
      this.#gap = end
      return false
    }
    this.#resume(start < 0 ? end : start)
    return true
  }

  #resume(at: number): void {
    const key = at < this.#window.end ? firstKeyAt(this.#window.bytes, at, this.#window.end) : undefined
    if (this.#inWrapper || (key !== undefined && containerKeys.has(key))) this.#base = 0
    this.#wasm.begin(at, this.#base)
    this.#inWrapper = false
    this.#seekFrom = undefined
    this.#gap = at
  }

  /** What stands between two elements should be nothing. Gives the line that a stray quote has hidden there, else -1. */
  #between(from: number, to: number): number {
    const line = readBetween(this.#window.bytes, from, to, ({ start, end, value }) => {
      const offset = this.#window.offsetOf(start)
      if (value !== undefined) this.#sink.scalar(value, offset)
      else this.#sink.trouble('unreadable-text', offset, `It has ${end - start} bytes.`)
    })
    return this.#affordable(line, to)
  }

  #lose(trouble: Trouble, start: number, detail: string): void {
    const tooLarge = this.#givenUp !== undefined
    this.#sink.trouble(tooLarge ? 'record-too-large' : trouble, this.#givenUp ?? this.#window.offsetOf(start), detail)
    this.#givenUp = undefined
  }

  /** Drops what has been dealt with, and the beginning of what is too large to be used. */
  #makeRoom(): void {
    const keep = this.#keepFrom()
    if (keep - this.#window.floor < pieceBytes >> 2) return
    const distance = this.#window.dropBefore(keep)
    this.#gap = Math.max(this.#window.floor, this.#gap - distance)
    if (this.#seekFrom !== undefined) this.#seekFrom -= distance
  }

  #keepFrom(): number {
    if (this.#seekFrom !== undefined) return this.#seekFrom
    const scanned = this.#wasm.scannedTo()
    const element = this.#wasm.elementStart()
    if (element === 0) return this.#keepGap(scanned)
    if (this.#givenUp !== undefined) return scanned
    // Whatever stands before it is judged when the element is complete, so that cuts make no difference.
    if (this.#window.end - this.#gap <= this.#maxBytes) return this.#gap
    this.#between(this.#gap, element)
    this.#gap = element
    if (this.#window.end - element <= this.#maxBytes) return element
    this.#givenUp = this.#window.offsetOf(element)
    this.#wasm.mark(marks.tooLarge)
    return scanned
  }

  #keepGap(scanned: number): number {
    if (!this.#inWrapper && scanned - this.#gap <= this.#maxBytes) return this.#gap
    if (!this.#inWrapper) this.#lose('record-too-large', this.#gap, `It has more than ${this.#maxBytes} bytes.`)
    this.#gap = scanned
    return scanned
  }
}
