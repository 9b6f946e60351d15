import type { JsonObject } from '#primitives'
import type { Element } from './elements/element-sink.ts'
import type { Scanner } from './scanner/scanner.ts'

const quote = 0x22
const sourceKeyBytes = '"eventSource"'.length
const nameKeyBytes = '"eventName"'.length

/** The eventSource and eventName of an element with a call number: plain strings, without escapes. */
export function readStrings(scanner: Scanner, element: Element): [source: string, name: string] {
  const { bytes } = scanner.window
  return [plainString(bytes, element.sourceKey + sourceKeyBytes), plainString(bytes, element.nameKey + nameKeyBytes)]
}

/** Of an element only what the plan's fields name; undefined where only JSON.parse can tell what it says. */
export function readFields(scanner: Scanner, element: Element): JsonObject | undefined {
  return scanner.projection.read(scanner.window.bytes, element.start, element.end)
}

function plainString(bytes: Buffer, from: number): string {
  const start = bytes.indexOf(quote, from) + 1
  return bytes.toString('utf8', start, bytes.indexOf(quote, start))
}
