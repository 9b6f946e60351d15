import { occasionPaths } from '#events'
import type { Regions, ScannerExports } from './load-scanner.ts'
import { roles } from './occasion.ts'
import type { PathNode } from './path-tree.ts'

/** As `memory.as.ts` lays them out. */
const nodeBytes = 512
const entryBytes = 20
/** Keys are compared 16 bytes at a time. */
const keyPadding = 16

/** Paths to values that each record has of its own. */
const ownRoles: Readonly<Record<(typeof occasionPaths)[number], number>> = {
  eventTime: roles.eventTime,
  eventID: roles.eventID,
  requestID: roles.requestID,
  'requestParameters.key': roles.key,
  'additionalEventData.bytesTransferredOut': roles.bytesOut,
  'additionalEventData.bytesTransferredIn': roles.bytesIn,
}

const ownPaths = new Map<string, number>(Object.entries(ownRoles))

/** The role of objects that come again: nothing below them has a role. */
const recurring = 7
/** The role of the list that names what a record is about. */
const naming = 8

/** Tells the scanner which paths to project: several trees of them, as long as there is room. */
export class PathWriter {
  /** The key that each of the scanner's entries stands for. */
  readonly keys: string[] = []
  readonly #wasm: ScannerExports
  readonly #regions: Regions
  #nodes = 0
  #keyText: number

  constructor(wasm: ScannerExports, regions: Regions) {
    this.#wasm = wasm
    this.#regions = regions
    this.#keyText = regions.KEY_TEXT
  }

  /** The number of the tree's root; undefined where there are too many paths, or one that cannot be told. */
  write(tree: PathNode): number | undefined {
    return this.#fits(tree) ? this.#node(tree, '', Buffer.from(this.#wasm.memory.buffer)) : undefined
  }

  /** `__proto__` would name an object's prototype where the record is built. */
  #fits(tree: PathNode): boolean {
    const { MAX_ENTRIES, MAX_NODES, KEY_TEXT, KEY_TEXT_SIZE } = this.#regions
    const keys = keysOf(tree)
    if (keys.includes('__proto__')) return false
    const bytes = keys.reduce((sum, key) => sum + Buffer.byteLength(key) + keyPadding, this.#keyText)
    return (
      this.keys.length + keys.length <= MAX_ENTRIES &&
      this.#nodes + countInner(tree) <= MAX_NODES &&
      bytes <= KEY_TEXT + KEY_TEXT_SIZE
    )
  }

  /** Writes a node and all below it, and returns its number. */
  #node(node: PathNode, path: string, memory: Buffer): number {
    const number = this.#nodes++
    for (const [key, child] of node.children) {
      const own = path + key
      const inner = child.whole ? -1 : this.#node(child, `${own}.`, memory)
      this.#entry(number, key, inner, roleOf(own, key, path === ''), memory)
    }
    return number
  }

  /** Numbers are written one too big, so that 0 is none. */
  #entry(node: number, key: string, inner: number, role: number, memory: Buffer): void {
    const { NODES, ENTRIES } = this.#regions
    const length = memory.write(key, this.#keyText, 'utf8')
    const head = NODES + node * nodeBytes + this.#wasm.slotOf(this.#keyText, length) * 2
    const entry = ENTRIES + this.keys.length * entryBytes
    memory.writeUInt32LE(this.#keyText, entry)
    memory.writeUInt32LE(length, entry + 4)
    memory.writeUInt32LE(inner + 1, entry + 8)
    memory.writeUInt32LE(memory.readUInt16LE(head), entry + 12)
    memory.writeUInt32LE(role, entry + 16)
    this.keys.push(key)
    memory.writeUInt16LE(this.keys.length, head)
    this.#keyText += length + keyPadding
  }
}

function roleOf(path: string, key: string, isOutermost: boolean): number {
  if (path === 'resources') return naming
  return ownPaths.get(path) ?? (isOutermost && !holdsRole(key) ? recurring : 0)
}

const holdsRole = (key: string): boolean => occasionPaths.some(path => path.startsWith(`${key}.`))

/** The keys of all nodes. */
const keysOf = (node: PathNode): string[] =>
  node.whole ? [] : [...node.children].flatMap(([key, child]) => [key, ...keysOf(child)])

const countInner = (node: PathNode): number =>
  node.whole ? 0 : [...node.children.values()].reduce((sum, child) => sum + countInner(child), 1)
