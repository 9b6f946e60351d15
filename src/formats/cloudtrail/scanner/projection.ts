import type { JsonObject, JsonValue } from '#primitives'
import type { Regions, ScannerExports } from './load-scanner.ts'
import type { PathNode } from './path-tree.ts'
import { writePaths } from './write-paths.ts'

/** The kinds of steps, as `tape.as.ts` numbers them. */
const steps = {
  seen: 0,
  new: 1,
  long: 2,
  json: 3,
  number: 4,
  null: 5,
  true: 6,
  false: 7,
  enter: 8,
  enterList: 9,
  leave: 10,
  seenObject: 11,
  seenKey: 12,
  newKey: 13,
} as const

/** In place of an entry: a member of a value that is kept whole, under the key that came before it. */
const member = 0xffffff

type Draft = Record<string, JsonValue>

/** Reads of a record only what the paths name: the same as parsing all of it and picking them, only faster. */
export class Projection {
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  /** By entry, the key it stands for. Undefined where records have to be read in full. */
  readonly #keys: readonly string[] | undefined
  /** By cache slot, what the scanner remembers the bytes of. */
  readonly #strings: string[] = []
  readonly #objects: JsonObject[] = []

  constructor(wasm: ScannerExports, regions: Regions, paths: PathNode) {
    this.#wasm = wasm
    this.#regions = regions
    this.#keys = writePaths(wasm, regions, paths)
  }

  /** Undefined when only JSON.parse can tell what the bytes are. `bytes` is the scanner's memory. */
  read(bytes: Buffer, start: number, end: number): JsonObject | undefined {
    if (this.#keys === undefined) return undefined
    const count = this.#wasm.project(start, end)
    return count < 0 ? undefined : this.#build(bytes, count, this.#keys)
  }

  #build(bytes: Buffer, count: number, keys: readonly string[]): JsonObject {
    const { TAPE, TEXT } = this.#regions
    const tape = new Uint32Array(bytes.buffer, TAPE, count * 3)
    const textLength = this.#wasm.textLength()
    const text = textLength > 0 ? bytes.toString('latin1', TEXT, TEXT + textLength) : ''
    const outer: (Draft | JsonValue[])[] = []
    const root: Draft = {}
    let target: Draft | JsonValue[] = root
    let key = ''
    let from = 0
    for (let at = 0; at < tape.length; at += 3) {
      const word = tape[at] as number
      const a = tape[at + 1] as number
      const b = tape[at + 2] as number
      const kind = word & 15
      let value: JsonValue
      let inner: Draft | JsonValue[] | undefined
      switch (kind) {
        case steps.leave:
          target = outer.pop() as Draft
          continue
        case steps.seenKey:
          key = this.#strings[a] as string
          continue
        case steps.seen:
          value = this.#strings[a] as string
          break
        case steps.seenObject:
          value = this.#objects[a] as JsonObject
          break
        case steps.enter:
          inner = {}
          value = inner
          if (a > 0) this.#objects[a - 1] = inner
          break
        case steps.enterList:
          inner = []
          value = inner
          break
        case steps.number:
          value = a
          break
        case steps.null:
          value = null
          break
        case steps.true:
        case steps.false:
          value = kind === steps.true
          break
        case steps.json:
          value = JSON.parse(bytes.toString('utf8', a, b)) as JsonValue
          break
        default: {
          const part = text.slice(from, from + b)
          from += b
          if (kind === steps.new || kind === steps.newKey) this.#strings[a] = part
          if (kind > steps.seenKey) {
            key = part
            continue
          }
          value = part
        }
      }
      const entry = word >>> 4
      if (entry !== member) (target as Draft)[keys[entry] as string] = value
      else if (Array.isArray(target)) target.push(value)
      else target[key] = value
      if (inner) {
        outer.push(target)
        target = inner
      }
    }
    return root
  }
}
