import type { Element } from './elements/element-sink.ts'
import type { Scanner } from './scanner/scanner.ts'

const quote = 0x22
const colon = 0x3a
const sourceKeyBytes = '"eventSource"'.length
const nameKeyBytes = '"eventName"'.length

/** The eventSource and eventName of an element, where both are plain strings; undefined where only JSON.parse can tell. */
export function readStrings(scanner: Scanner, element: Element): [source: string, name: string] | undefined {
  const { bytes } = scanner.window
  if (element.sourceKey === 0 || element.nameKey === 0) return undefined
  const source = plainString(bytes, element.sourceKey + sourceKeyBytes)
  const name = plainString(bytes, element.nameKey + nameKeyBytes)
  return source === undefined || name === undefined ? undefined : [source, name]
}

/** The string behind the colon at or after `from`. */
function plainString(bytes: Buffer, from: number): string | undefined {
  const start = skipSpace(bytes, from)
  const value = bytes[start] === colon ? skipSpace(bytes, start + 1) : start
  if (bytes[value] !== quote || value === start) return undefined
  const text = bytes.toString('utf8', value + 1, bytes.indexOf(quote, value + 1))
  return text.includes('\\') ? undefined : text
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return at
}
