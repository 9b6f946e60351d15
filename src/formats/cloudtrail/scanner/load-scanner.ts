import { readFileSync } from 'node:fs'

/** What `scan` returns: why it stopped. The numbers are those of `borders.as.ts`. */
export const stops = {
  needsMore: 0,
  elementsFull: 1,
  arrayBegins: 2,
  containerEnds: 3,
  broken: 4,
  wrapperEnds: 5,
} as const

/** Marks of an element. `tooLarge` is set from outside, on an element whose beginning has been given up. */
export const marks = { escaped: 1, tooDeep: 2, tooLarge: 4 } as const

/** The WebAssembly scanner; what its functions do stands in the `*.as.ts` files beside this one. */
export interface ScannerExports {
  readonly memory: WebAssembly.Memory
  readonly setMaxNesting: (nesting: number) => void
  readonly begin: (from: number, base: number) => void
  readonly descend: () => void
  readonly ascend: () => void
  readonly shift: (distance: number, floor: number) => void
  readonly mark: (bits: number) => void
  readonly scan: (end: number, last: boolean) => number
  readonly elementStart: () => number
  readonly elementCount: () => number
  readonly stoppedAt: () => number
  readonly scannedTo: () => number
  readonly currentDepth: () => number
  readonly project: (start: number, end: number, root: number) => number
  readonly shapeNumber: () => number
  readonly shapeIsFresh: () => boolean
  readonly textLength: () => number
  readonly slotOf: (key: number, length: number) => number
}

/** Addresses and sizes in the scanner's memory, as `memory.as.ts` sets them. */
const regionNames = [
  'ELEMENTS',
  'ENTRIES',
  'KEY_TEXT',
  'KEY_TEXT_SIZE',
  'MAX_ENTRIES',
  'MAX_NODES',
  'NODES',
  'OCCASION',
  'TAPE',
  'TEXT',
  'WINDOW',
] as const

export type Regions = Readonly<Record<(typeof regionNames)[number], number>>

export const pageBytes = 65536

const artifact = new URL('./scanner.wasm', import.meta.url)
let module: WebAssembly.Module | undefined

/** A scanner with its own memory. The module is compiled once per thread. */
export function loadScanner(): { readonly wasm: ScannerExports; readonly regions: Regions } {
  module ??= new WebAssembly.Module(readFileSync(artifact))
  const { exports } = new WebAssembly.Instance(module)
  const regions = Object.fromEntries(
    regionNames.map(name => [name, (exports[name] as WebAssembly.Global).value as number]),
  ) as Regions
  const wasm = exports as unknown as ScannerExports
  wasm.memory.grow(Math.ceil((regions.WINDOW - wasm.memory.buffer.byteLength) / pageBytes))
  return { wasm, regions }
}
