import type { JsonObject, JsonValue } from '#primitives'
import type { Regions, ScannerExports } from './load-scanner.ts'
import { type PathNode, pathTree } from './path-tree.ts'

/** The kinds of steps, as `projection.as.ts` numbers them. */
const steps = { seen: 0, new: 1, long: 2, json: 3, number: 4, null: 5, true: 6, false: 7, enter: 8, leave: 9 } as const

type Draft = Record<string, JsonValue>

const mostCachedEntries = 64
/** Keys are compared 16 bytes at a time. */
const keyPadding = 16

/** Reads of a record only what the paths name: the same as parsing all of it and picking them, only faster. */
export class Projection {
  /** The first free address behind what the projection needs. */
  readonly end: number
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  /** By entry, the key it stands for. */
  readonly #keys: string[] = []
  /** By cache slot, the string whose bytes the scanner remembers there. */
  readonly #strings: string[] = []
  /** False where the paths cannot be told to the scanner: then records are read in full. */
  readonly #usable: boolean
  #nodes = 0
  #keyText: number

  constructor(wasm: ScannerExports, regions: Regions, paths: readonly string[]) {
    this.#wasm = wasm
    this.#regions = regions
    this.#keyText = regions.KEY_TEXT
    const tree = pathTree(paths)
    const keys = keysOf(tree)
    const cached = Math.min(keys.length, mostCachedEntries)
    this.end = regions.CACHE + cached * regions.CACHE_SLOTS * regions.CACHE_SLOT_BYTES
    const missing = this.end - wasm.memory.buffer.byteLength
    if (missing > 0) wasm.memory.grow(Math.ceil(missing / 65536))
    this.#usable = fits(tree, keys, regions)
    if (this.#usable) this.#write(tree)
    wasm.setCachedEntries(cached)
  }

  /** Undefined when only JSON.parse can tell what the bytes are. `bytes` is the scanner's memory. */
  read(bytes: Buffer, start: number, end: number): JsonObject | undefined {
    const count = this.#usable ? this.#wasm.project(start, end) : -1
    return count < 0 ? undefined : this.#build(bytes, count)
  }

  #build(bytes: Buffer, count: number): JsonObject {
    const { TAPE, TEXT } = this.#regions
    const tape = new Uint32Array(bytes.buffer, TAPE, count * 3)
    const textLength = this.#wasm.textLength()
    const text = textLength > 0 ? bytes.toString('latin1', TEXT, TEXT + textLength) : ''
    const outer: Draft[] = []
    let target: Draft = {}
    let from = 0
    for (let at = 0; at < tape.length; at += 3) {
      const word = tape[at] as number
      const kind = word & 15
      if (kind === steps.leave) {
        target = outer.pop() as Draft
        continue
      }
      const key = this.#keys[word >>> 4] as string
      const a = tape[at + 1] as number
      if (kind === steps.seen) target[key] = this.#strings[a] as string
      else if (kind === steps.new || kind === steps.long) {
        const to = from + (tape[at + 2] as number)
        const value = text.slice(from, to)
        from = to
        target[key] = value
        if (kind === steps.new) this.#strings[a] = value
      } else if (kind === steps.enter) {
        const inner: Draft = {}
        outer.push(target)
        target[key] = inner
        target = inner
      } else target[key] = kind === steps.number ? a : this.#other(kind, bytes, a, tape[at + 2] as number)
    }
    return target
  }

  #other(kind: number, bytes: Buffer, start: number, end: number): JsonValue {
    if (kind === steps.null) return null
    if (kind === steps.json) return JSON.parse(bytes.toString('utf8', start, end)) as JsonValue
    return kind === steps.true
  }

  /** Writes a node and all below it, and returns its number. */
  #write(node: PathNode): number {
    const number = this.#nodes++
    for (const [key, child] of node.children) {
      const inner = child.whole ? -1 : this.#write(child)
      this.#writeEntry(number, key, inner)
    }
    return number
  }

  #writeEntry(node: number, key: string, inner: number): void {
    const { NODES, ENTRIES } = this.#regions
    const memory = Buffer.from(this.#wasm.memory.buffer)
    const length = memory.write(key, this.#keyText, 'utf8')
    const head = NODES + node * 512 + this.#wasm.slotOf(this.#keyText, length) * 2
    const entry = ENTRIES + this.#keys.length * 16
    memory.writeUInt32LE(this.#keyText, entry)
    memory.writeUInt32LE(length, entry + 4)
    memory.writeUInt32LE(inner + 1, entry + 8)
    memory.writeUInt32LE(memory.readUInt16LE(head), entry + 12)
    this.#keys.push(key)
    memory.writeUInt16LE(this.#keys.length, head)
    this.#keyText += length + keyPadding
  }
}

/** The keys of all nodes, in no certain order. */
const keysOf = (node: PathNode): string[] =>
  node.whole ? [] : [...node.children].flatMap(([key, child]) => [key, ...keysOf(child)])

/** `__proto__` would name an object's prototype where the record is built. */
function fits(tree: PathNode, keys: readonly string[], regions: Regions): boolean {
  const bytes = keys.reduce((sum, key) => sum + Buffer.byteLength(key) + keyPadding, 0)
  if (keys.includes('__proto__')) return false
  return keys.length <= regions.MAX_ENTRIES && countInner(tree) <= regions.MAX_NODES && bytes <= regions.KEY_TEXT_SIZE
}

const countInner = (node: PathNode): number =>
  node.whole ? 0 : [...node.children.values()].reduce((sum, child) => sum + countInner(child), 1)
