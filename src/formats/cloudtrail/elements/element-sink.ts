import type { Scanner } from '../scanner/scanner.ts'

/** A complete element: an object or array, given as the bytes from `start` to `end` in the scanner's window. */
export interface Element {
  readonly start: number
  readonly end: number
  /** A number for its pair of eventSource and eventName, from 1; 0 if the scanner has none for it. */
  readonly call: number
  /** Addresses of its own keys `"eventSource"` and `"eventName"`; 0 if it has none, or only JSON.parse can tell. */
  readonly sourceKey: number
  readonly nameKey: number
}

/** Why a stretch of content is no element. */
export type Trouble = 'invalid-json' | 'nesting-too-deep' | 'record-too-large' | 'truncated-record' | 'unreadable-text'

/** Takes what an `ElementReader` finds, in the order of the content. */
export interface ElementSink {
  /** Valid only during the call. */
  element(scanner: Scanner, element: Element): void
  /** A scalar that stands where an element may: a string may hold a record. */
  value(value: string | number | boolean | null, offset: number): void
  /** A stretch of content that could not be used. `detail` finishes the sentence. */
  trouble(trouble: Trouble, offset: number, detail: string): void
  /** A container of elements begins; `key` is the name of the array, absent when it stands alone. */
  container(key: string | undefined): void
  /** The content ends inside a container, but between two elements. */
  unclosed(offset: number): void
}
