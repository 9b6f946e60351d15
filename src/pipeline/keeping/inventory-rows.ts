import { emptyInventory, type Inventory } from '#s3'

/** A piece of what the logs tell about the environment. */
export interface KnowledgeRow {
  readonly kind: string
  readonly name: string
  readonly value: unknown
}

const names = ['accounts', 'logBuckets', 'loggedBuckets'] as const
const learnt = ['owners', 'locations', 'deletions', 'trails'] as const

/** The names of roles with their paths, which access logs leave out. */
const role = 'role'

export interface Known {
  readonly inventory: Inventory
  /** Principals that have a name in full. */
  readonly roles: Set<string>
}

const nothingKnown = (): Known => ({ inventory: emptyInventory(), roles: new Set() })

export function knowledgeRows({ inventory, roles }: Known): KnowledgeRow[] {
  const rows: KnowledgeRow[] = Array.from(roles, name => ({ kind: role, name, value: true }))
  for (const kind of names) for (const name of inventory[kind]) rows.push({ kind, name, value: true })
  for (const kind of learnt) {
    for (const [name, value] of inventory[kind] as ReadonlyMap<string, unknown>) rows.push({ kind, name, value })
  }
  return rows
}

export function knownFrom(rows: Iterable<KnowledgeRow>): Known {
  const known = nothingKnown()
  for (const { kind, name, value } of rows) {
    if (kind === role) known.roles.add(name)
    else if (isOneOf(names, kind)) known.inventory[kind].add(name)
    else if (isOneOf(learnt, kind)) (known.inventory[kind] as Map<string, unknown>).set(name, value)
  }
  return known
}

/** What is known under a name, as a row; undefined for nothing. */
export function rowIn(
  { inventory, roles }: Known,
  { kind, name }: Pick<KnowledgeRow, 'kind' | 'name'>,
): KnowledgeRow | undefined {
  if (kind === role) return roles.has(name) ? { kind, name, value: true } : undefined
  if (isOneOf(names, kind)) return inventory[kind].has(name) ? { kind, name, value: true } : undefined
  const value: unknown = isOneOf(learnt, kind) ? (inventory[kind] as ReadonlyMap<string, unknown>).get(name) : undefined
  return value === undefined ? undefined : { kind, name, value }
}

const isOneOf = <T extends string>(words: readonly T[], word: string): word is T =>
  (words as readonly string[]).includes(word)

/**
 * Whether a row that was there before now says something else. That the same owner was told of again does not count; when
 * a bucket was deleted does.
 */
export function saysOtherwise(before: KnowledgeRow | undefined, { kind, value }: KnowledgeRow): boolean {
  if (before === undefined) return true
  const part = kind === 'owners' || kind === 'locations' ? 'value' : 'time'
  const of = (one: unknown): unknown =>
    typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[part] : one
  return JSON.stringify(of(before.value)) !== JSON.stringify(of(value))
}
