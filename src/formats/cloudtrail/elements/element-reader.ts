import { containerKeys } from '../envelope/known-keys.ts'
import { marks, type ScannerExports, stops } from '../scanner/load-scanner.ts'
import type { Scanner } from '../scanner/scanner.ts'
import type { Window } from '../scanner/window.ts'
import type { ElementSink } from './element-sink.ts'
import { Losses } from './losses.ts'
import {
  firstKeyAt,
  innerStart,
  keptOfWrapper,
  laterLineStart,
  nextLineStart,
  plausibleStart,
} from './plausible-start.ts'
import { lookAhead, noticedWithin, pieceBytes } from './reading-sizes.ts'
import { RescanBudget } from './rescan-budget.ts'
import { isPlainSeparator, keyBefore, tellBetween } from './text-between.ts'

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
  readonly #losses: Losses
  /** Address behind the last thing that was dealt with. */
  #gap: number
  /** The number of brackets around an element. */
  #base = 0
  /** Behind an array of elements, in the object that holds it. */
  #inWrapper = false
  /** Where to look on for something to begin, after something broken. */
  #seekFrom: number | undefined
  /** All of the content is there. */
  #isEnded = false

  constructor(scanner: Scanner, sink: ElementSink, maxBytes: number) {
    this.#scanner = scanner
    this.#wasm = scanner.wasm
    this.#window = scanner.window
    this.#sink = sink
    this.#maxBytes = maxBytes
    this.#losses = new Losses(this.#window, sink)
    this.#window.reset()
    this.#gap = this.#window.floor
  }

  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const piece = chunk.subarray(from, from + pieceBytes)
      this.#makeRoom()
      this.#window.append(piece)
      this.#budget.grow(piece.length)
      this.#read()
    }
  }

  end(): void {
    this.#window.close()
    this.#isEnded = true
    this.#read()
    this.#finish()
  }

  #finish(): void {
    let isCut = false
    for (let start = this.#wasm.elementStart(); start > 0; start = this.#wasm.elementStart()) {
      if (this.#goneBack(this.#between(this.#gap, start))) {
        this.#read()
        continue
      }
      isCut = true
      const to = this.#window.end
      if (!this.#resumedInside(start, to)) {
        const next = this.#affordable(nextLineStart(this.#window.bytes, start, to), to)
        this.#losses.tell('truncated-record', start, 'The content ends inside of it.')
        this.#resume(next < 0 ? to : next)
      }
      this.#read()
    }
    if (!isCut && (this.#base > 0 || this.#inWrapper)) this.#sink.unclosed(this.#window.offsetOf(this.#window.end))
    if (!this.#inWrapper && this.#goneBack(this.#between(this.#gap, this.#window.end))) {
      this.#read()
      this.#finish()
    }
  }

  #read(): void {
    if (this.#seekFrom !== undefined && !this.#seek(this.#seekFrom)) return
    for (;;) {
      const stop = this.#wasm.scan(this.#window.end, this.#isEnded)
      if (!this.#deliver(this.#wasm.elementCount())) continue
      if (stop === stops.needsMore) return
      if (stop === stops.arrayBegins) this.#enterArray(this.#wasm.stoppedAt())
      else if (stop === stops.containerEnds) this.#leaveArray(this.#wasm.stoppedAt())
      else if (stop === stops.wrapperEnds) [this.#inWrapper, this.#gap] = [false, this.#wasm.stoppedAt() + 1]
      else if (stop === stops.broken && !this.#recover(this.#wasm.stoppedAt())) return
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
      const isTooLarge = end - start > this.#maxBytes || (bits & marks.tooLarge) !== 0
      if (isTooLarge || (bits & marks.tooDeep) !== 0) {
        if (isTooLarge) this.#losses.tellTooLarge(start, this.#maxBytes)
        else this.#losses.tellTooDeep(start, this.#scanner.maxNesting)
        continue
      }
      // Where a key may be spelled with escapes, those found may not be the ones that count.
      const call = words[at + 3] as number
      const sourceKey = bits === 0 ? (words[at + 4] as number) : 0
      const nameKey = bits === 0 ? (words[at + 5] as number) : 0
      this.#sink.element(this.#scanner, { start, end, call, sourceKey, nameKey })
    }
    return true
  }

  #goneBack(line: number): boolean {
    if (line < 0) return false
    this.#seek(line)
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
  #recover(at: number): boolean {
    const element = this.#wasm.elementStart()
    if (element > 0 && !this.#inWrapper && this.#goneBack(this.#between(this.#gap, element))) return true
    const start = element || this.#gap
    if (element > 0 && this.#resumedInside(start, at)) return true
    // How much of a wrapper's text is still there depends on where content was cut; nothing that is said may.
    const trouble = element > 0 || this.#inWrapper ? 'invalid-json' : 'unreadable-text'
    this.#losses.tellBroken(trouble, this.#inWrapper ? at : start, at)
    const lineStart = this.#inWrapper ? laterLineStart : nextLineStart
    const line = this.#affordable(lineStart(this.#window.bytes, start, at + 1), at)
    // A line is looked for again, since its first key may not be there yet.
    return this.#seek(line >= 0 ? line : Math.max(start + 1, this.#window.bytes[at] === 0x22 ? at - noticedWithin : at))
  }

  /** Goes on with the record inside of an envelope that is broken, if there is one. */
  #resumedInside(start: number, to: number): boolean {
    if (this.#losses.isGivingUp) return false
    const inner = this.#affordable(innerStart(this.#window.bytes, start, to), to)
    if (inner < 0) return false
    this.#losses.tell('unreadable-text', start, 'The envelope of a record does not end.')
    this.#resume(inner)
    return true
  }

  /** The place to read again from, unless too much has been read twice already. */
  #affordable(place: number, to: number): number {
    return place >= 0 && this.#budget.spend(to - place) ? place : -1
  }

  /** False if nothing begins from `from` on as far as that can be told yet. */
  #seek(from: number): boolean {
    const { bytes, end } = this.#window
    const to = this.#isEnded ? end : end - lookAhead
    const start = plausibleStart(bytes, from, to, end)
    if (start < 0 && !this.#isEnded) {
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
    return this.#affordable(tellBetween(this.#window, from, to, this.#sink), to)
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
    if (this.#losses.isGivingUp) return scanned
    // Whatever stands before it is judged when the element is complete, so that cuts make no difference.
    if (this.#window.end - this.#gap <= this.#maxBytes) return this.#gap
    this.#between(this.#gap, element)
    this.#gap = element
    if (this.#window.end - element <= this.#maxBytes) return element
    this.#losses.giveUp(element)
    this.#wasm.mark(marks.tooLarge)
    return scanned
  }

  #keepGap(scanned: number): number {
    if (this.#inWrapper) return (this.#gap = keptOfWrapper(this.#window.bytes, this.#gap, scanned, this.#maxBytes))
    if (scanned - this.#gap <= this.#maxBytes) return this.#gap
    this.#losses.tellTooLarge(this.#gap, this.#maxBytes)
    return (this.#gap = scanned)
  }
}
