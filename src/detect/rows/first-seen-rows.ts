import { emptyFirstSeen, type FirstSeenState } from '#baselines'
import type { ActivityEvent } from '#events'
import type { Judging } from '../compile/compiled-detection.ts'
import type { DetectionState } from '../detect-state.ts'
import type { FirstSeenSpec } from '../detection.ts'
import { presenceIn } from '../learn-presence.ts'
import { observeIn } from '../observe.ts'
import { flagsRow, isFlagsRow, type StateRow } from './state-row.ts'

type PresenceState = Extract<DetectionState, { kind: 'first-seen' }>
type Scope = FirstSeenState<ActivityEvent>['scopes'] extends Map<string, infer One> ? One : never
type Intervals = Scope['keys'] extends Map<string, infer One> ? One : never

interface Flags {
  readonly overflow: boolean
  readonly untimed: boolean
}

/** A million keys must fit into 250 MB: three numbers per interval, and its first event while one may be reported. */
type Packed = readonly (number | ActivityEvent | undefined)[]

const numbersEach = 4

/** A row for each key of a scope, for each wider value, and one for the scope's own history. */
export function* firstSeenRows({ presences, untimed }: PresenceState): Generator<StateRow> {
  for (const [scope, { keys, wider, ...own }] of presences.scopes) {
    yield { scope, entry: '', value: own, last: undefined, open: false }
    for (const [value, first] of wider) {
      yield { scope, entry: widerPrefix + value, value: first, last: undefined, open: false }
    }
    for (const [entry, intervals] of keys) {
      yield {
        scope,
        entry,
        value: pack(intervals),
        last: intervals.at(-1)?.end,
        open: intervals.some(({ sample }) => sample !== undefined),
      }
    }
  }
  const { overflow } = presences
  if (overflow || untimed) yield flagsRow({ overflow, untimed } satisfies Flags)
}

/** Keys begin with a length, see `encodeKey`. */
const widerPrefix = 'wider '

export const isWiderEntry = (entry: string): boolean => entry.startsWith(widerPrefix)

/** Of a first-seen detection: the own row of a scope that is known to be crowded (see `FirstSeenRule`). */
export const isCrowdedRow = ({ entry, value }: StateRow): boolean =>
  entry === '' && typeof value === 'object' && (value as Partial<OwnRow>).overflow === true

/** Whether a scope is crowded, by its own row and the names of all its entries. */
export function areCrowded(own: StateRow, entries: readonly string[], most: number): boolean {
  if (isCrowdedRow(own)) return true
  const wider = entries.filter(isWiderEntry).length
  return wider > most || entries.length - wider - 1 > most
}

/** The own row of a crowded scope. */
export const crowdedRow = (own: StateRow): StateRow => ({
  ...own,
  value: { first: 0, days: [], overflow: true } satisfies OwnRow,
})

type OwnRow = Omit<Scope, 'keys' | 'wider'>

/** The rows that tell whether the wider values of a key were there before; its own samples tell them. */
export function widerEntriesOf(judging: Extract<Judging, { kind: 'first-seen' }>, { value }: StateRow): string[] {
  const samples = (value as Packed).filter((part): part is ActivityEvent => typeof part === 'object')
  return [...new Set(samples.flatMap(sample => presenceIn(judging, observe(sample)).wider))].map(
    one => widerPrefix + one,
  )
}

const observe = observeIn()

export function firstSeenState(spec: FirstSeenSpec, rows: Iterable<StateRow>): PresenceState {
  const presences = emptyFirstSeen<ActivityEvent>()
  let untimed = false
  for (const row of rows) {
    if (isFlagsRow(row)) {
      const flags = row.value as Flags
      presences.overflow ||= flags.overflow
      untimed ||= flags.untimed
      continue
    }
    const scope = presences.scopes.get(row.scope) ?? nothingSeen()
    presences.scopes.set(row.scope, scope)
    if (row.entry === '') Object.assign(scope, row.value)
    else if (isWiderEntry(row.entry)) scope.wider.set(row.entry.slice(widerPrefix.length), row.value as number)
    else {
      scope.keys.set(row.entry, unpack(row.value as Packed))
      presences.size++
    }
  }
  return { kind: 'first-seen', spec, presences, untimed }
}

/** Whether each interval began before a time, so that nothing that comes can make it new. */
export const isDecided = ({ value }: StateRow, before: number): boolean =>
  unpack(value as Packed).every(({ start }) => start < before)

/** The row of a key of which nothing is to be reported any more. */
export const withoutSamples = (row: StateRow): StateRow => ({
  ...row,
  value: pack(unpack(row.value as Packed).map(interval => ({ ...interval, known: true, sample: undefined }))),
  open: false,
})

/** What a key without its scope's own row has: it is always read with it. */
const nothingSeen = (): Scope => ({
  first: Number.POSITIVE_INFINITY,
  days: [],
  keys: new Map(),
  wider: new Map(),
  overflow: false,
})

const pack = (intervals: Intervals): Packed =>
  intervals.flatMap(({ start, end, known, sample }) => [start, end, Number(known), sample])

function unpack(packed: Packed): Intervals {
  const intervals: Intervals = []
  for (let at = 0; at < packed.length; at += numbersEach) {
    const [start, end, known, sample] = packed.slice(at, at + numbersEach)
    intervals.push({
      start: Number(start),
      end: Number(end),
      known: known === 1,
      sample: sample as ActivityEvent | undefined,
    })
  }
  return intervals
}
