import type { ActivityEvent, ActorKind, LogKind } from '#events'
import { accesses, accessOf } from './access.ts'
import { type Bin, compareBins } from './bins.ts'
import { IdentityRows } from './identity-rows.ts'
import { extend, noPresences, notePresence, type Presence, type Presences } from './presence.ts'

const hour = 3_600_000
/** Distinct events that one ledger counts exactly (about 60 MB). */
const exactEvents = 2_000_000
/** So many events wait to be counted together, see `IdentityRows.warm`. */
const together = 256
export const networksPerPrincipal = 64
export const bucketsPerPrincipal = 64
const principalLimit = 100_000
const bucketLimit = 100_000

/** One actor's account so far. */
export interface PrincipalCell {
  readonly principal: string
  readonly kind: ActorKind
  readonly presence: Presence
  readonly networks: Presences
  readonly buckets: Presences
  /** Indexes of its bins by hour, access and log. */
  readonly bins: Map<number, number>
}

/** Which logs spoke of a bucket. */
export interface BucketCell {
  management: boolean
  data: boolean
  accessLog: boolean
}

/** Everything a ledger knows, ready to travel between threads. */
export interface LedgerState {
  readonly principals: readonly PrincipalCell[]
  readonly bins: readonly Bin[]
  readonly rows: { readonly ids: Float64Array; readonly bins: Uint32Array; readonly bytes: Float64Array }
  /** By bin, the events past the exact bound: one that was delivered twice counts twice. */
  readonly unchecked: ReadonlyMap<number, { count: number; bytes: number }>
  readonly buckets: ReadonlyMap<string, BucketCell>
  readonly logs: ReadonlySet<string>
  readonly duplicates: number
  /** Epoch ms of the earliest and latest reported event; infinite when there is none. */
  readonly span: Span
  /** Events past the exact bound, and actors or buckets past theirs. */
  readonly overflow: number
}

/** Who was here: counts distinct S3 activities by actor and hour, whatever order they come in and however often. */
export class Ledger {
  readonly #principals: PrincipalCell[] = []
  readonly #indexByPrincipal = new Map<string, number>()
  readonly #bins: Bin[] = []
  readonly #unchecked = new Map<number, { count: number; bytes: number }>()
  readonly #rows = new IdentityRows(exactEvents)
  readonly #pending = {
    ids: new Float64Array(together),
    bins: new Uint32Array(together),
    bytes: new Float64Array(together),
    size: 0,
  }
  readonly #buckets = new Map<string, BucketCell>()
  readonly #logs = new Set<string>()
  #duplicates = 0
  #overflow = 0
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY

  /** @param events that are alike (see `EventSink`), or one. */
  observe(events: readonly ActivityEvent[], learnOnly: boolean): void {
    const [event] = events
    if (event === undefined) return
    this.#noteBucket(event)
    const span = spanOf(events)
    const principal = this.#notePrincipal(event, span, learnOnly)
    if (learnOnly || principal === undefined) return
    if (span.first < this.#first) this.#first = span.first
    if (span.last > this.#last) this.#last = span.last
    const access = accesses.indexOf(accessOf(event))
    for (const one of events) this.#count(one, principal, access)
  }

  /** Shares its memory with the ledger: take it when there is nothing more to observe. */
  state(): LedgerState {
    this.#countPending()
    const { size } = this.#rows
    return {
      principals: this.#principals,
      bins: this.#bins,
      rows: {
        ids: this.#rows.ids.subarray(0, size),
        bins: this.#rows.bins.subarray(0, size),
        bytes: this.#rows.bytes.subarray(0, size),
      },
      unchecked: this.#unchecked,
      buckets: this.#buckets,
      logs: this.#logs,
      duplicates: this.#duplicates,
      span: { first: this.#first, last: this.#last },
      overflow: this.#overflow,
    }
  }

  /** A log that is there, whether or not it tells of an activity. */
  noteLog(log: 'cloudtrail.management'): void {
    this.#logs.add(log)
  }

  /** The same, by an event of it that is no activity to tell of. */
  noteLogOf({ log, category }: ActivityEvent): void {
    this.#logs.add(log === 's3-access-log' ? log : cloudTrailLogs[category])
  }

  #noteBucket(event: ActivityEvent): void {
    this.noteLogOf(event)
    if (event.bucket === undefined) return
    let cell = this.#buckets.get(event.bucket)
    if (!cell) {
      if (this.#buckets.size >= bucketLimit) {
        this.#overflow += 1
        return
      }
      cell = { management: false, data: false, accessLog: false }
      this.#buckets.set(event.bucket, cell)
    }
    if (event.log === 's3-access-log') cell.accessLog = true
    else if (event.category === 'data') cell.data = true
    else if (event.category === 'management') cell.management = true
  }

  #notePrincipal(
    { actor, network, bucket }: ActivityEvent,
    { first, last }: Span,
    learnOnly: boolean,
  ): number | undefined {
    let index = this.#indexByPrincipal.get(actor.principal)
    if (index === undefined) {
      if (this.#principals.length >= principalLimit) {
        this.#overflow += 1
        return undefined
      }
      index = this.#principals.length
      this.#indexByPrincipal.set(actor.principal, index)
      this.#principals.push({
        principal: actor.principal,
        kind: actor.kind,
        presence: { first, last, known: learnOnly },
        networks: noPresences(),
        buckets: noPresences(),
        bins: new Map(),
      })
    }
    const cell = this.#principals[index]
    if (cell) {
      extend(cell.presence, first, last, learnOnly)
      const source = network.prefix ?? network.service
      if (source !== undefined) notePresence(cell.networks, source, first, last, learnOnly, networksPerPrincipal)
      if (bucket !== undefined) notePresence(cell.buckets, bucket, first, last, learnOnly, bucketsPerPrincipal)
    }
    return index
  }

  #count(event: ActivityEvent, principal: number, access: number): void {
    const pending = this.#pending
    const { size } = pending
    pending.ids[size] = event.identity
    pending.bins[size] = this.#binOf(event, principal, access)
    pending.bytes[size] = event.bytesOut ?? 0
    pending.size = size + 1
    if (pending.size === together) this.#countPending()
  }

  #countPending(): void {
    const { ids, bins, bytes, size } = this.#pending
    this.#rows.warm(ids, size)
    for (let index = 0; index < size; index++) {
      this.#countRow(ids[index] as number, bins[index] as number, bytes[index] as number)
    }
    this.#pending.size = 0
  }

  #countRow(identity: number, bin: number, bytes: number): void {
    const row = this.#rows.find(identity)
    if (row < 0) {
      if (!this.#rows.add(identity, bin, bytes)) this.#countUnchecked(bin, bytes)
      return
    }
    const [told, before] = [this.#bins[bin], this.#bins[this.#rows.bins[row] ?? 0]]
    if (!told || !before) return
    if (told.log === before.log) this.#duplicates += 1
    if (compareBins(told, before, this.#principals) < 0) {
      this.#rows.bins[row] = bin
      this.#rows.bytes[row] = bytes
    }
  }

  #countUnchecked(bin: number, bytes: number): void {
    this.#overflow += 1
    const cell = this.#unchecked.get(bin)
    if (cell) {
      cell.count += 1
      cell.bytes += bytes
    } else this.#unchecked.set(bin, { count: 1, bytes })
  }

  #binOf(event: ActivityEvent, principal: number, access: number): number {
    const log = logRank(event.log)
    const hours = event.time === undefined ? 0 : Math.max(0, Math.floor(event.time / hour))
    const key = (hours * accesses.length + access) * 2 + log
    const bins = this.#principals[principal]?.bins
    let index = bins?.get(key)
    if (index === undefined) {
      index = this.#bins.length
      this.#bins.push({ principal, access, log, hour: hours })
      bins?.set(key, index)
    }
    return index
  }
}

/** Epoch milliseconds; infinite where no event has a readable time. */
interface Span {
  readonly first: number
  readonly last: number
}

function spanOf(events: readonly ActivityEvent[]): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { time } of events) {
    if (time === undefined) continue
    if (time < first) first = time
    if (time > last) last = time
  }
  return { first, last }
}

const cloudTrailLogs: Readonly<Record<ActivityEvent['category'], string>> = {
  management: 'cloudtrail.management',
  data: 'cloudtrail.data',
  other: 'cloudtrail.other',
}

const logRank = (log: LogKind): number => (log === 'cloudtrail' ? 0 : 1)
