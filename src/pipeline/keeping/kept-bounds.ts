import { type CompiledDetection, isPast, namesPastBound, type RowBounds, rowBoundsOf } from '#detect'
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

  /** @param grown scopes with new rows. */
  enforce(grown: ReadonlySet<string>): void {
    const { entries, scopes } = this.#bounds
    if (entries !== undefined) for (const scope of grown) this.#dropEntries(scope, entries)
    if (scopes === undefined || ![...grown].some(scope => scope.startsWith(scopes.prefix))) return
    const names = this.#states.scopesFrom(this.#id, scopes.prefix).map(name => name.slice(scopes.prefix.length))
    const past = namesPastBound(names, scopes.most)
    for (const name of past) this.#states.removeScope(this.#id, scopes.prefix + name)
    if (past[0] !== undefined) this.#last.set(this.#slug, past[0])
  }

  #dropEntries(scope: string, most: number): void {
    if (this.#states.countEntries(this.#id, scope) <= 2 * most) return
    const names = this.#states.entryNames(this.#id, scope).filter(name => name !== '')
    for (const entry of namesPastBound(names, most)) this.#states.remove(this.#id, { scope, entry })
    const own = this.#states.row(this.#id, scope, '')
    if (own !== undefined) this.#states.write(this.#id, { ...own, value: { ...(own.value as object), overflow: true } })
  }
}
