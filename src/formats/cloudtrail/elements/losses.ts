import type { Window } from '../scanner/window.ts'
import type { ElementSink, Trouble } from './element-sink.ts'

/** Tells a sink of what could not be used. */
export class Losses {
  readonly #window: Window
  readonly #sink: ElementSink
  /** Offset of an element that became too large to keep. */
  #givenUp: number | undefined

  constructor(window: Window, sink: ElementSink) {
    this.#window = window
    this.#sink = sink
  }

  get isGivingUp(): boolean {
    return this.#givenUp !== undefined
  }

  /** What is told next is that the element that begins at this address is too large. */
  giveUp(start: number): void {
    this.#givenUp = this.#window.offsetOf(start)
  }

  tell(trouble: Trouble, start: number, detail: string): void {
    const code = this.isGivingUp ? 'record-too-large' : trouble
    this.#sink.trouble(code, this.#givenUp ?? this.#window.offsetOf(start), detail)
    this.#givenUp = undefined
  }

  /** What stands at `at` cannot follow what stands before it. */
  tellBroken(trouble: Trouble, start: number, at: number): void {
    const place = this.#window.offsetOf(at)
    this.tell(trouble, start, `What stands at byte ${place} cannot follow what stands before it.`)
  }

  tellTooLarge(start: number, maxBytes: number): void {
    this.tell('record-too-large', start, `It has more than ${maxBytes} bytes.`)
  }

  tellTooDeep(start: number, maxNesting: number): void {
    this.tell('nesting-too-deep', start, `Its brackets nest deeper than ${maxNesting} levels.`)
  }
}
