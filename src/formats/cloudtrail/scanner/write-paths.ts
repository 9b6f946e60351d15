import type { Regions, ScannerExports } from './load-scanner.ts'
import type { PathNode } from './path-tree.ts'

/** As `memory.as.ts` lays them out. */
const nodeBytes = 512
const entryBytes = 20
/** Keys are compared 16 bytes at a time. */
const keyPadding = 16

/**
 * Tells the scanner the paths to project. Returns the key that each of its entries stands for; undefined where there are too many
 * paths, or one that cannot be told.
 */
export function writePaths(wasm: ScannerExports, regions: Regions, tree: PathNode): string[] | undefined {
  return fits(tree, regions) ? new PathWriter(wasm, regions).write(tree) : undefined
}

/** The keys of all nodes. */
const keysOf = (node: PathNode): string[] =>
  node.whole ? [] : [...node.children].flatMap(([key, child]) => [key, ...keysOf(child)])

const countInner = (node: PathNode): number =>
  node.whole ? 0 : [...node.children.values()].reduce((sum, child) => sum + countInner(child), 1)

/** `__proto__` would name an object's prototype where the record is built. */
function fits(tree: PathNode, regions: Regions): boolean {
  const keys = keysOf(tree)
  const bytes = keys.reduce((sum, key) => sum + Buffer.byteLength(key) + keyPadding, 0)
  if (keys.includes('__proto__')) return false
  return keys.length <= regions.MAX_ENTRIES && countInner(tree) <= regions.MAX_NODES && bytes <= regions.KEY_TEXT_SIZE
}

class PathWriter {
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  readonly #memory: Buffer
  readonly #keys: string[] = []
  #nodes = 0
  #keyText: number

  constructor(wasm: ScannerExports, regions: Regions) {
    this.#wasm = wasm
    this.#regions = regions
    this.#memory = Buffer.from(wasm.memory.buffer)
    this.#keyText = regions.KEY_TEXT
  }

  write(tree: PathNode): string[] {
    this.#node(tree)
    return this.#keys
  }

  /** Writes a node and all below it, and returns its number. */
  #node(node: PathNode): number {
    const number = this.#nodes++
    const inners = [...node.children].filter(([, child]) => !child.whole).map(([key]) => key)
    // Only the first entries have a cache of strings: a parent of hundreds must not take them all.
    const bySize = [...node.children].sort(([, one], [, other]) => keysOf(one).length - keysOf(other).length)
    for (const [key, child] of bySize) {
      const inner = child.whole ? -1 : this.#node(child)
      const span = number === 0 ? inners.indexOf(key) : -1
      this.#entry(number, key, inner, span < this.#regions.MOST_SPANS ? span : -1)
    }
    return number
  }

  /** Numbers are written one too big, so that 0 is none. */
  #entry(node: number, key: string, inner: number, span: number): void {
    const { NODES, ENTRIES } = this.#regions
    const memory = this.#memory
    const length = memory.write(key, this.#keyText, 'utf8')
    const head = NODES + node * nodeBytes + this.#wasm.slotOf(this.#keyText, length) * 2
    const entry = ENTRIES + this.#keys.length * entryBytes
    memory.writeUInt32LE(this.#keyText, entry)
    memory.writeUInt32LE(length, entry + 4)
    memory.writeUInt32LE(inner + 1, entry + 8)
    memory.writeUInt32LE(memory.readUInt16LE(head), entry + 12)
    memory.writeUInt32LE(span + 1, entry + 16)
    this.#keys.push(key)
    memory.writeUInt16LE(this.#keys.length, head)
    this.#keyText += length + keyPadding
  }
}
