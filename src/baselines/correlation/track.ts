/**
 * One event that satisfied a rule, with a value of it that is counted: numbers, and what the caller adds to them. `E` is what is kept
 * of the event itself, `S` an object that it shares with many others.
 */
export interface Row<E, S> {
  /** The 53-bit digest of the event. */
  readonly identity: number
  /** Epoch milliseconds. */
  readonly time: number
  /** What a `value_*` correlation looks at; 0 for the others. An event with several values has several rows. */
  readonly value: number
  readonly event: E
  readonly shared: S
}

/**
 * The rows of one rule in one group, in no order and perhaps repeated until they are compacted. Plain data, in columns: there are rows
 * by the hundred thousand, and lists of numbers cost a third of what objects do, and nothing when memory is tidied up.
 */
export interface Track<E, S> {
  readonly identities: number[]
  readonly times: number[]
  readonly values: number[]
  readonly events: E[]
  readonly shared: S[]
  /** Rows had to be dropped: those that are left are a sample, even over all identities. */
  overflow: boolean
  /** No row of a greater identity can stay; absent while nothing is known of what was dropped. */
  most?: number
}

/** A total order of the rows of one event and value, so that of several deliveries the same one stays. */
export type CompareRows<E, S> = (a: Row<E, S>, b: Row<E, S>) => number

export const emptyTrack = <E, S>(): Track<E, S> => ({
  identities: [],
  times: [],
  values: [],
  events: [],
  shared: [],
  overflow: false,
})

export const sizeOf = ({ identities }: Track<unknown, unknown>): number => identities.length

/** Adds a row, in place. */
export function addRow<E, S>(track: Track<E, S>, { identity, time, value, event, shared }: Row<E, S>): void {
  track.identities.push(identity)
  track.times.push(time)
  track.values.push(value)
  track.events.push(event)
  track.shared.push(shared)
}

const rowAt = <E, S>({ identities, times, values, events, shared }: Track<E, S>, index: number): Row<E, S> => ({
  identity: identities[index] as number,
  time: times[index] as number,
  value: values[index] as number,
  event: events[index] as E,
  shared: shared[index] as S,
})

export function* rowsOf<E, S>(track: Track<E, S>): Generator<Row<E, S>> {
  for (let index = 0; index < sizeOf(track); index++) yield rowAt(track, index)
}

/** Lets those go that {@link compactTrack} would drop, in place, and leaves the others as they are. */
export function cutTrack<E, S>(track: Track<E, S>, limit: number, compare: CompareRows<E, S>): void {
  const identities = Float64Array.from(track.identities).sort()
  // Rows of one identity may be repeated, which only an order of all of them tells.
  if (identities.some((identity, index) => index > 0 && identity === identities[index - 1])) {
    compactTrack(track, limit, compare)
    return
  }
  const most = identities[limit - 1]
  if (most === undefined || identities.length === limit) return
  track.overflow = true
  track.most = most
  pick(
    track,
    Uint32Array.from(track.identities.keys()).filter(at => (track.identities[at] as number) <= most),
  )
}

/**
 * Brings a track to its distinct rows, at most `limit` of them, in place. The ones with the smallest identities stay:
 * these are a function of the set of rows, and what is dropped early would be dropped at the end. A limit may only ever
 * be lowered.
 */
export function compactTrack<E, S>(track: Track<E, S>, limit: number, compare: CompareRows<E, S>): void {
  if (!isInOrder(track)) putInOrder(track, compare)
  if (sizeOf(track) <= limit) return
  track.overflow = true
  track.most = track.identities[limit - 1] as number
  cutTo(track, limit)
}

/** Distinct rows by identity, then by value. */
function isInOrder({ identities, values }: Track<unknown, unknown>): boolean {
  for (let index = 1; index < identities.length; index++) {
    const before = identities[index - 1] as number
    const identity = identities[index] as number
    if (identity < before) return false
    if (identity === before && (values[index] as number) <= (values[index - 1] as number)) return false
  }
  return true
}

function putInOrder<E, S>(track: Track<E, S>, compare: CompareRows<E, S>): void {
  const { identities, values } = track
  const order = Uint32Array.from(identities, (_, index) => index).sort(
    (a, b) =>
      (identities[a] as number) - (identities[b] as number) ||
      (values[a] as number) - (values[b] as number) ||
      compare(rowAt(track, a), rowAt(track, b)),
  )
  const isRepeated = (at: number): boolean => {
    const [one, before] = [order[at] as number, order[at - 1] as number]
    return at > 0 && identities[one] === identities[before] && values[one] === values[before]
  }
  pick(
    track,
    order.filter((_, at) => !isRepeated(at)),
  )
}

/** Leaves the rows at these places, in this order. */
function pick<E, S>(track: Track<E, S>, places: Uint32Array): void {
  const take = (column: unknown[]): void => {
    const before = [...column]
    for (let at = 0; at < places.length; at++) column[at] = before[places[at] as number]
    column.length = places.length
  }
  take(track.identities)
  take(track.times)
  take(track.values)
  take(track.events)
  take(track.shared)
}

function cutTo({ identities, times, values, events, shared }: Track<unknown, unknown>, length: number): void {
  identities.length = length
  times.length = length
  values.length = length
  events.length = length
  shared.length = length
}

/** Drops the rows before a time, in place. */
export function dropEarlier(track: Track<unknown, unknown>, time: number): void {
  const places = Uint32Array.from(track.times.keys()).filter(at => (track.times[at] as number) >= time)
  if (places.length < track.times.length) pick(track, places)
}

/** The rows of two tracks, not compacted yet. Takes both over. */
export function joinTracks<E, S>(a: Track<E, S>, b: Track<E, S>): Track<E, S> {
  const most = Math.min(a.most ?? Number.POSITIVE_INFINITY, b.most ?? Number.POSITIVE_INFINITY)
  const joined = emptyTrack<E, S>()
  joined.overflow = a.overflow || b.overflow
  if (most < Number.POSITIVE_INFINITY) joined.most = most
  for (const { identities, times, values, events, shared } of [a, b]) {
    for (const [index, identity] of identities.entries()) {
      if (identity > most) continue
      joined.identities.push(identity)
      joined.times.push(times[index] as number)
      joined.values.push(values[index] as number)
      joined.events.push(events[index] as E)
      joined.shared.push(shared[index] as S)
    }
  }
  return joined
}

/** For each row of a compacted track, how many events it stands for. */
export function weightOf({ identities, overflow }: Track<unknown, unknown>): number {
  const largest = identities.at(-1) ?? 0
  return overflow && largest > 0 ? Math.max(1, 2 ** 53 / largest) : 1
}
