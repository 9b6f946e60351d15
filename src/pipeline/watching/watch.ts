import { compileDetections, type Detection } from '#detect'
import { type EnvironmentSettings, environmentOf, noSettings } from '#events'
import type { AllowEntry } from '#findings'
import { defaultFormatLimits, type FormatLimits } from '#formats'
import { failure, type Issue, ok, type Result } from '#primitives'
import { defaultSourceLimits, SourceFailure, type SourceLimits, type WatchedSource } from '#sources'
import type { Store } from '#store'
import { learntFrom } from '../keeping/batch.ts'
import { Keeper } from '../keeping/keeper.ts'
import { reviewAllowed } from '../keeping/review-allowed.ts'
import { createLogReader, type LogReader } from '../log-reader.ts'
import { defaultDatabase } from '../network-lookup.ts'
import { everything } from '../scope.ts'
import { type Arrival, Intake } from './intake.ts'
import { type ReadBatch, readArrivals } from './read-arrivals.ts'

export interface WatchRequest {
  readonly sources: readonly WatchedSource[]
  readonly store: Store
  readonly detections: readonly Detection[]
  readonly environment?: EnvironmentSettings
  readonly allow?: readonly AllowEntry[]
  /** How late an event is waited for, in milliseconds. */
  readonly lateness?: number
  readonly sourceLimits?: Partial<SourceLimits>
  readonly formatLimits?: Partial<FormatLimits>
  /** MMDB files in addition to the bundled country table. */
  readonly databases?: readonly string[]
  /** Ends the watching once the batch in hand is on the disk. */
  readonly signal: AbortSignal
  /** The files are learnt from, and nothing is reported from them. */
  readonly learnOnly?: boolean
  /** The clock, epoch milliseconds. */
  readonly now?: () => number
  readonly hear: WatchListener
}

/** What a watching program has to say. */
export interface WatchListener {
  /** A batch is on the disk. Awaited before the next one is read. */
  kept(batch: KeptBatch): Promise<void> | void
  /** Something went wrong that does not end the watching. */
  trouble(source: string, issue: Issue): void
}

export interface KeptBatch extends Omit<ReadBatch, 'state' | 'progress'> {
  /** Events that passed the reading plan. */
  readonly observed: number
  /** Ids of findings that the batch has to do with. */
  readonly touched: ReadonlySet<string>
  readonly begunAnew: readonly string[]
  /** Deliveries that wait. */
  readonly waiting: number
}

/** Files read into one transaction at most: what a crash makes it read again. */
const batchFiles = 200
/** The same for their bytes, as they are stored: some fifty thousand events. */
const batchBytes = 4 * 1024 * 1024
/** Deliveries that wait at most. */
const capacity = 1_000
/**
 * What was found is judged again no sooner than this after the last time, in milliseconds, when the logs have told something else of the
 * environment: a busy account makes a bucket every few seconds.
 */
const judgeAgainEvery = 5_000
/** And no more than this part of the time is spent on it. */
const judgingPart = 0.1
/** Incidents are added up from all findings, so not with each batch. */
const addUpEvery = 5_000
/** How often to look whether a day of events has passed, see `Keeper.age`. */
const ageEvery = 3_600_000

/**
 * Reads what the sources deliver, batch by batch, until they end, one of them fails, or it is told to stop. Each batch is one
 * transaction of states, findings and positions; only then are its deliveries settled.
 */
export async function watch(request: WatchRequest): Promise<Result<void>> {
  const compiled = compileDetections(request.detections)
  if (!compiled.ok) return compiled
  const environment = request.environment ?? noSettings
  const reader = createLogReader({
    detections: request.detections,
    scope: everything,
    sourceLimits: { ...defaultSourceLimits, ...request.sourceLimits },
    formatLimits: { ...defaultFormatLimits, ...request.formatLimits },
    databases: [defaultDatabase(), ...(request.databases ?? [])],
    reading: 'plan',
    environment,
  })
  if (!reader.ok) return reader
  const keeper = new Keeper(request.store, {
    detections: compiled.value,
    environment: environmentOf(environment),
    allow: request.allow ?? [],
    ...(request.lateness !== undefined && { lateness: request.lateness }),
  })
  return new Watching(request, reader.value, keeper).run()
}

class Watching {
  readonly #request: WatchRequest
  readonly #reader: LogReader
  readonly #keeper: Keeper
  readonly #intake = new Intake(capacity)
  readonly #ended = new AbortController()
  #addedUpAt = 0
  #agedAt = 0
  /** A process before this one may have left it to us. */
  #owes = true
  #judgeAgainAt = 0
  #reviewedAt: number

  constructor(request: WatchRequest, reader: LogReader, keeper: Keeper) {
    this.#request = request
    this.#reader = reader
    this.#keeper = keeper
    this.#reviewedAt = this.#now()
  }

  async run(): Promise<Result<void>> {
    const { sources, signal } = this.#request
    signal.addEventListener('abort', this.#end)
    if (signal.aborted) this.#end()
    // A bug in a source ends all of it, and is thrown once the batch in hand is on the disk.
    const drained = Promise.allSettled(sources.map(source => this.#drain(source)))
    let result: Result<void> = ok(undefined)
    while (result.ok && !this.#ended.signal.aborted) {
      const arrivals = await this.#intake.take(batchFiles, batchBytes, this.#owes ? judgeAgainEvery : undefined)
      if (this.#intake.isOver && arrivals.length === 0) break
      result = await this.#keep(arrivals)
    }
    this.#end()
    await this.#intake.giveBack()
    for (const source of await drained) if (source.status === 'rejected') throw source.reason
    await this.#intake.giveBack()
    signal.removeEventListener('abort', this.#end)
    if (result.ok && this.#owes) result = await this.#keep([])
    if (result.ok) result = this.#keeper.addUpIncidents(this.#now())
    const { failure: sourceFailure } = this.#intake
    return result.ok && sourceFailure !== undefined ? failure(sourceFailure) : result
  }

  readonly #end = (): void => {
    this.#ended.abort()
    this.#intake.wake()
  }

  #now(): number {
    return (this.#request.now ?? Date.now)()
  }

  async #drain(source: WatchedSource): Promise<void> {
    const { store, hear } = this.#request
    const id = store.transaction(() => store.sources.enter(source.name))
    if (!id.ok) {
      this.#intake.fail(id.issues[0])
      return
    }
    const look = <T>(read: () => T): T => {
      const seen = store.snapshot(read)
      if (!seen.ok) throw new SourceFailure(seen.issues[0])
      return seen.value
    }
    try {
      await this.#intake.drain(source, {
        signal: this.#ended.signal,
        report: issue => hear.trouble(source.name, issue),
        progress: {
          hasRead: mark => look(() => store.sources.hasRead(id.value, mark)),
          positionOf: part => look(() => store.sources.positionOf(id.value, part)),
        },
      })
    } catch (error) {
      this.#end()
      throw error
    }
  }

  /** Of no arrivals, judges again what is to be. */
  async #keep(arrivals: readonly Arrival[]): Promise<Result<void>> {
    const { hear, learnOnly = false } = this.#request
    const { state, progress, ...batch } = await readArrivals(arrivals, this.#reader, learnOnly)
    const at = this.#now()
    const isAgeing = at - this.#agedAt >= ageEvery
    const isPatient = arrivals.length > 0 && !isAgeing && at < this.#judgeAgainAt
    const kept = this.#keeper.keep({ states: [learntFrom(state)], progress, at, isPatient })
    if (!kept.ok) {
      await Promise.all(arrivals.map(({ delivery }) => delivery.giveBack()))
      return kept
    }
    this.#owes = kept.value.owes
    if (!isPatient) {
      const now = this.#now()
      this.#judgeAgainAt = now + Math.max(judgeAgainEvery, (now - at) / judgingPart)
    }
    await Promise.all(
      batch.arrivals.map(({ delivery, isWhole }) => (isWhole ? delivery.settle() : delivery.giveBack())),
    )
    for (const { source, issue } of batch.troubles) hear.trouble(source, issue)
    const reviewed = this.#reviewAllowed(at)
    if (!reviewed.ok) return reviewed
    const touched = new Set(kept.value.touched.keys()).union(reviewed.value)
    const { begunAnew } = kept.value
    if (arrivals.length > 0 || touched.size > 0 || begunAnew.length > 0) {
      await hear.kept({ ...batch, touched, begunAnew, observed: state.observed, waiting: this.#intake.size })
    }
    return this.#tidy(touched.size > 0, isAgeing, at)
  }

  /** What an allow entry hid stands open again once the entry has ended. */
  #reviewAllowed(at: number): Result<ReadonlySet<string>> {
    const { store, allow = [] } = this.#request
    const since = this.#reviewedAt
    this.#reviewedAt = at
    const hasEnded = allow.some(({ expires }) => expires !== undefined && since < expires && expires <= at)
    return hasEnded ? reviewAllowed(store, allow, at) : ok(new Set())
  }

  /** What is not done with each batch. */
  #tidy(hasChanged: boolean, isAgeing: boolean, at: number): Result<void> {
    if (isAgeing) {
      this.#agedAt = at
      const aged = this.#keeper.age(at)
      if (!aged.ok) return aged
    }
    if (!hasChanged || at - this.#addedUpAt < addUpEvery) return ok(undefined)
    this.#addedUpAt = at
    return this.#keeper.addUpIncidents(at)
  }
}
