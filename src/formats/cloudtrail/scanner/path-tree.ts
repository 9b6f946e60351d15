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
