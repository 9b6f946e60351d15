import {
  areCrowded,
  type CompiledDetection,
  crowdedRow,
  isPast,
  namesPastBound,
  type RowBounds,
  rowBoundsOf,
} from '#detect'
import type { Store } from '#store'

/** Keeps the rows of one detection within their bounds. Within a transaction only. */
export class KeptBounds {
  readonly #states: Store['states']
  readonly #id: number
  readonly #slug: string
  readonly #bounds: RowBounds
  readonly #last: Map<string, string>

  /** @param last by slug, of the names that stayed within a bound the one with the largest digest; outlives a batch. */
  constructor(states: Store['states'], compiled: CompiledDetection, id: number, last: Map<string, string>) {
    this.#states = states
    this.#id = id
    this.#slug = compiled.detection.slug
    this.#bounds = rowBoundsOf(compiled)
    this.#last = last
  }

  /** Whether a scope would be dropped as soon as it is written. */
  isPast(scope: string): boolean {
    const { scopes } = this.#bounds
    const last = this.#last.get(this.#slug)
    if (scopes === undefined || last === undefined || !scope.startsWith(scopes.prefix)) return false
    return isPast(scope.slice(scopes.prefix.length), last)
  }

  /**
   * @param grown scopes with new rows.
   * @returns those that have become crowded, in which nothing is found any more.
   */
  enforce(grown: ReadonlySet<string>): string[] {
    const { keys, scopes } = this.#bounds
    if (scopes !== undefined && [...grown].some(scope => scope.startsWith(scopes.prefix))) this.#dropScopes(scopes)
    return keys === undefined ? [] : [...grown].filter(scope => this.#crowd(scope, keys))
  }

  #dropScopes({ prefix, most }: NonNullable<RowBounds['scopes']>): void {
    const names = this.#states.scopesFrom(this.#id, prefix).map(name => name.slice(prefix.length))
    const past = namesPastBound(names, most)
    for (const name of past) this.#states.removeScope(this.#id, prefix + name)
    if (past[0] !== undefined) this.#last.set(this.#slug, past[0])
  }

  /** Of a scope that is crowded, its own row is all that stays. */
  #crowd(scope: string, keys: number): boolean {
    if (this.#states.countEntries(this.#id, scope) <= 1) return false
    const own = this.#states.row(this.#id, scope, '')
    if (own === undefined || !areCrowded(own, this.#states.entryNames(this.#id, scope), keys)) return false
    this.#states.removeEntries(this.#id, scope)
    this.#states.write(this.#id, crowdedRow(own))
    return true
  }
}
