import type { ReadingPlan } from '#events'
import { isObject, type JsonObject, type JsonValue } from '#primitives'

/** Paths such as `userIdentity.arn`, as a tree of keys. */
export interface PathNode {
  readonly children: Map<string, PathNode>
  /** A path ends here: the whole value is wanted. */
  whole: boolean
}

/** A list is taken as a whole, so `resources[].ARN` asks for `resources`. */
export function pathTree(paths: readonly string[]): PathNode {
  const root: PathNode = { children: new Map(), whole: false }
  for (const path of paths) {
    const [outside = ''] = path.split('[]', 1)
    let node = root
    for (const key of outside.split('.')) {
      const child = node.children.get(key) ?? { children: new Map<string, PathNode>(), whole: false }
      node.children.set(key, child)
      node = child
    }
    node.whole = true
  }
  return root
}

const trees = new WeakMap<readonly string[], PathNode>()

/** What a plan wants of the records of a call that are read to depth `fields`. */
export function wantedOf(plan: ReadingPlan, source: string, name: string): PathNode {
  const fields = plan.fieldsOf?.(source, name) ?? plan.fields
  const tree = trees.get(fields) ?? pathTree(fields)
  trees.set(fields, tree)
  return tree
}

/** Of an object only what the paths name. Where a path meets a list or a scalar, that is taken as a whole. */
export function pickPaths(object: JsonObject, node: PathNode): JsonObject {
  const picked: Record<string, JsonValue> = {}
  for (const [key, child] of node.children) {
    if (!Object.hasOwn(object, key)) continue
    const value = object[key] ?? null
    const kept = child.whole || !isObject(value) ? value : pickPaths(value, child)
    // Assigning would set the prototype.
    if (key === '__proto__') Object.defineProperty(picked, key, { value: kept, enumerable: true })
    else picked[key] = kept
  }
  return picked
}
