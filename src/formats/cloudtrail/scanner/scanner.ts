import type { Depth, ReadingPlan } from '#events'
import { Likenesses } from './likeness.ts'
import { loadScanner, type ScannerExports } from './load-scanner.ts'
import { Projection } from './projection.ts'
import { Window } from './window.ts'

const wordsPerElement = 6

/** How records of one call are read: to which depth, and by which root of paths, where the scanner has one. */
export interface CallReading {
  readonly depth: Depth
  readonly root: number | undefined
}

/** One WebAssembly scanner, its window on the content, and what it has learnt about the calls and strings it met. */
export class Scanner {
  readonly wasm: ScannerExports
  readonly window: Window
  readonly projection: Projection
  readonly likenesses = new Likenesses()
  /** What to do with a call, by the number the scanner gave it. */
  readonly readings: CallReading[] = []
  maxNesting = 0
  readonly #elements: number

  constructor() {
    const { wasm, regions } = loadScanner()
    this.wasm = wasm
    this.projection = new Projection(wasm, regions)
    this.window = new Window(wasm, regions.WINDOW)
    this.#elements = regions.ELEMENTS
  }

  limitNesting(levels: number): void {
    this.maxNesting = levels
    this.wasm.setMaxNesting(levels)
  }

  /** Start, end, marks, call, source key and name key of each element found last. */
  elementWords(count: number): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, this.#elements, count * wordsPerElement)
  }
}

const idle = new WeakMap<ReadingPlan, Scanner[]>()

/** A scanner for the use of one reader. Those given back are used again, so that a small file costs no new memory. */
export function borrowScanner(plan: ReadingPlan, maxNesting: number): Scanner {
  const scanner = idle.get(plan)?.pop() ?? new Scanner()
  scanner.limitNesting(maxNesting)
  return scanner
}

export function giveBackScanner(plan: ReadingPlan, scanner: Scanner): void {
  const scanners = idle.get(plan)
  if (scanners) scanners.push(scanner)
  else idle.set(plan, [scanner])
}
