import type { ActivityEvent } from '#events'
import { closest } from '#primitives'
import type { NotFound } from '#reports'
import type { Scope } from './scope.ts'

/** What the logs hold of what a scan may be asked for. Plain data: it travels between workers. */
export interface Present {
  readonly events: number
  readonly buckets: readonly string[]
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** Epoch milliseconds of the first and the last event; absent where nothing was asked for. */
  readonly first?: number
  readonly last?: number
}

/** Names beyond these are not offered in place of a misspelt one; those that were asked for are always noted. */
const mostNames = 10_000

/** Notes what there is of the things that were asked for, and only of those: who asks for nothing pays nothing. */
export class PresentNames {
  readonly #scope: Scope
  readonly #isAsked: boolean
  readonly #buckets = new Set<string>()
  readonly #accounts = new Set<string>()
  readonly #regions = new Set<string>()
  #events = 0
  #first: number | undefined
  #last: number | undefined

  constructor(scope: Scope) {
    this.#scope = scope
    const { from, to, accounts, regions, buckets } = scope
    this.#isAsked = from !== undefined || to !== undefined || accounts.length + regions.length + buckets.length > 0
  }

  note(events: readonly ActivityEvent[]): void {
    this.#events += events.length
    if (this.#isAsked) for (const event of events) this.#noteOne(event)
  }

  #noteOne({ bucket, account, region, time }: ActivityEvent): void {
    const { accounts, regions, buckets } = this.#scope
    if (bucket !== undefined) addName(this.#buckets, bucket, buckets)
    addName(this.#accounts, account, accounts)
    addName(this.#regions, region, regions)
    if (time === undefined) return
    if (this.#first === undefined || time < this.#first) this.#first = time
    if (this.#last === undefined || time > this.#last) this.#last = time
  }

  state(): Present {
    return {
      events: this.#events,
      buckets: [...this.#buckets],
      accounts: [...this.#accounts],
      regions: [...this.#regions],
      ...(this.#first !== undefined && { first: this.#first }),
      ...(this.#last !== undefined && { last: this.#last }),
    }
  }
}

function addName(names: Set<string>, name: string, asked: readonly string[]): void {
  if (asked.length > 0 && (names.size < mostNames || asked.includes(name))) names.add(name)
}

/** What was asked for and is in none of the logs, with the name that was probably meant; nothing where no event was read at all. */
export function notFoundIn(scope: Scope, presents: readonly Present[]): NotFound[] {
  if (presents.every(({ events }) => events === 0)) return []
  const names = (of: (present: Present) => readonly string[]): string[] => [...new Set(presents.flatMap(of))].sort()
  const missing = (option: string, asked: readonly string[], there: readonly string[]): NotFound[] =>
    asked
      .filter(name => !there.includes(name))
      .flatMap((name): NotFound[] => {
        const near = closest(name, there)
        if (near !== undefined) return [{ option, asked: name, near }]
        // A line of an access log names neither account nor, often, region: it may be of the one that was asked for.
        return there.includes('') ? [] : [{ option, asked: name }]
      })
  return [
    ...missing(
      '--account',
      scope.accounts,
      names(present => present.accounts),
    ),
    ...missing(
      '--region',
      scope.regions,
      names(present => present.regions),
    ),
    ...missing(
      '--bucket',
      scope.buckets,
      names(present => present.buckets),
    ),
    ...outsideOf(scope, presents),
  ]
}

function outsideOf({ from, to }: Scope, presents: readonly Present[]): NotFound[] {
  const [first, ...furtherFirst] = presents.flatMap(present => present.first ?? [])
  const [last, ...furtherLast] = presents.flatMap(present => present.last ?? [])
  if (first === undefined || last === undefined) return []
  const span = { first: iso(Math.min(first, ...furtherFirst)), last: iso(Math.max(last, ...furtherLast)) }
  if (from !== undefined && iso(from) > span.last) return [{ option: '--from', asked: iso(from), logs: span }]
  if (to !== undefined && iso(to) <= span.first) return [{ option: '--to', asked: iso(to), logs: span }]
  return []
}

const iso = (time: number): string => new Date(time).toISOString()
