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
  /** Epoch milliseconds of the first and the last event; absent where no time was asked for. */
  readonly first?: number
  readonly last?: number
}

/** Names beyond these are not offered in place of a misspelt one. */
const mostNames = 10_000

/** Notes what there is of the things that were asked for, and only of those: who asks for nothing pays nothing. */
export class PresentNames {
  readonly #isTimeAsked: boolean
  readonly #buckets: Set<string> | undefined
  readonly #accounts: Set<string> | undefined
  readonly #regions: Set<string> | undefined
  #events = 0
  #first: number | undefined
  #last: number | undefined

  constructor(scope: Scope) {
    this.#isTimeAsked = scope.from !== undefined || scope.to !== undefined
    this.#buckets = scope.buckets.length > 0 ? new Set() : undefined
    this.#accounts = scope.accounts.length > 0 ? new Set() : undefined
    this.#regions = scope.regions.length > 0 ? new Set() : undefined
  }

  note({ bucket, account, region, time }: ActivityEvent): void {
    this.#events++
    if (bucket !== undefined) addName(this.#buckets, bucket)
    addName(this.#accounts, account)
    addName(this.#regions, region)
    if (!this.#isTimeAsked || time === undefined) return
    if (this.#first === undefined || time < this.#first) this.#first = time
    if (this.#last === undefined || time > this.#last) this.#last = time
  }

  state(): Present {
    return {
      events: this.#events,
      buckets: [...(this.#buckets ?? [])],
      accounts: [...(this.#accounts ?? [])],
      regions: [...(this.#regions ?? [])],
      ...(this.#first !== undefined && { first: this.#first }),
      ...(this.#last !== undefined && { last: this.#last }),
    }
  }
}

function addName(names: Set<string> | undefined, name: string): void {
  if (names !== undefined && name !== '' && names.size < mostNames) names.add(name)
}

/** What was asked for and is in none of the logs, with the name that was probably meant; nothing where no event was read at all. */
export function notFoundIn(scope: Scope, presents: readonly Present[]): NotFound[] {
  if (presents.every(({ events }) => events === 0)) return []
  const names = (of: (present: Present) => readonly string[]): string[] => [...new Set(presents.flatMap(of))].sort()
  const missing = (option: string, asked: readonly string[], there: readonly string[]): NotFound[] =>
    asked
      .filter(name => !there.includes(name))
      .map(name => {
        const near = closest(name, there)
        return { option, asked: name, ...(near !== undefined && { near }) }
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
