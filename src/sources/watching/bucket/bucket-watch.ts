import type { Issue } from '#primitives'
import { awsProblems } from '../../aws/problems.ts'
import { Bell } from '../../pause.ts'
import { type ListedObject, listObjects, type ObjectListing } from '../../s3/list-objects.ts'
import { markOfObject } from '../../s3/mark-of-object.ts'
import { type BucketPrefix, s3Url } from '../../s3/s3-url.ts'
import type { Delivery, WatchedSource } from '../delivery.ts'
import { Endurance } from '../endurance.ts'
import type { BucketSettings } from './bucket-source.ts'
import { type Found, HandOver } from './hand-over.ts'
import { Horizon } from './horizon.ts'

type Told = Parameters<WatchedSource['deliveries']>[0]

const batch = { files: 64, bytes: 32 * 1024 * 1024 }
const readAtOnce = 50 * batch.files

/** Mostly only the newest day is listed; all days of the look-back are whenever so much time has gone by. */
const wholeLookEvery = 15 * 60_000
const nearLook = 3_600_000

const nothing = { files: [], refused: [], settle: async () => {}, giveBack: async () => {} }

/** Asks a bucket for what is new, round by round. */
export class BucketWatch {
  readonly #name: string
  readonly #place: BucketPrefix
  readonly #settings: BucketSettings
  readonly #told: Told
  readonly #horizon: Horizon
  readonly #bell = new Bell()
  readonly #handOver = new HandOver(readAtOnce, this.#bell)
  readonly #endurance: Endurance
  #nextRound = 0
  #nextWholeLook = 0
  #problems = new Set<string>()

  constructor(name: string, place: BucketPrefix, settings: BucketSettings, told: Told) {
    this.#name = name
    this.#place = place
    this.#settings = settings
    this.#told = told
    this.#horizon = new Horizon(told.progress, settings.lookBack, Date.now())
    const { bucket } = place
    const asked = { name, action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, bucket }
    this.#endurance = new Endurance(asked, { patience: settings.patience, ...told })
  }

  async *deliveries(): AsyncGenerator<Delivery> {
    const { signal } = this.#told
    const over = (): boolean => signal.aborted
    const beginning = this.#horizon.beginning()
    if (beginning) yield { ...nothing, positions: beginning }
    while (!over()) {
      if (performance.now() >= this.#nextRound) await this.#lookForMore()
      while (!over() && !this.#handOver.isFull) {
        const found = this.#handOver.take(batch.files, batch.bytes, performance.now())
        if (found.length === 0) break
        yield this.#delivery(found)
      }
      const next = Math.min(this.#nextRound, this.#handOver.nextDue())
      await this.#bell.wait(this.#handOver.isFull ? 60_000 : next - performance.now(), signal)
    }
  }

  async #lookForMore(): Promise<void> {
    const began = performance.now()
    const isWhole = began >= this.#nextWholeLook
    const listing = await this.#list(isWhole)
    if (this.#told.signal.aborted) return
    const own = listing.failures.get(this.#place.prefix)
    if (own) {
      // The bucket may come back with other objects, or have got some of any day meanwhile.
      this.#nextWholeLook = 0
      await this.#endurance.bear(own)
      return
    }
    this.#endurance.relax()
    this.#tell(listing)
    const found = listing.objects.flatMap(object => this.#newOne(object))
    this.#handOver.add(found)
    const failed = listing.failures
    const parts = new Set(listing.objects.map(({ part }) => part).filter(part => !failed.has(part)))
    this.#horizon.listedAll(parts, failed.size === 0)
    const now = performance.now()
    // As with folders: looking shall not take more than a tenth of the time.
    this.#nextRound = now + Math.max(this.#settings.every, 10 * (now - began))
    if (isWhole && failed.size === 0) this.#nextWholeLook = now + wholeLookEvery
  }

  #list(isWhole: boolean): Promise<ObjectListing> {
    const { accounts, regions } = this.#settings
    const { newest } = this.#horizon
    const near = isWhole || newest === undefined ? Number.NEGATIVE_INFINITY : newest - nearLook
    return listObjects(this.#place, {
      scopeOf: part => ({ accounts, regions, from: Math.max(near, this.#horizon.cutOff(part)) }),
      signal: this.#told.signal,
    })
  }

  #newOne({ key, etag, size, modified, part }: ListedObject): Found[] {
    const { bucket } = this.#place
    const object = { bucket, key, size, ...(etag !== undefined && { etag }) }
    const mark = markOfObject(object, modified)
    if (modified < this.#horizon.cutOff(part) || !this.#horizon.isNew(mark)) return []
    return [{ part, mark, file: { name: s3Url({ bucket, prefix: key }), object, size } }]
  }

  #delivery(found: readonly Found[]): Delivery {
    const horizon = this.#horizon
    const handOver = this.#handOver
    return {
      files: found.map(({ file, mark }) => ({ file, mark, arrived: mark.time })),
      refused: [],
      // As things stand when it is committed: what was found before and is still being read holds the position back.
      get positions() {
        const own = new Set(found)
        return horizon.positions(new Set(found.map(({ part }) => part)), part => handOver.oldest(part, own))
      },
      settle: async () => handOver.settled(found),
      giveBack: async () => handOver.giveBack(found, performance.now()),
    }
  }

  /** Each problem once as long as it lasts. */
  #tell({ failures, archived }: ObjectListing): void {
    const issues: Issue[] = [...failures.values()].map(({ issue }) => issue)
    if (archived > 0) issues.push(awsProblems.archivedAmong(this.#name, archived))
    const problems = new Set(issues.map(({ code, at }) => `${code} ${at.file}`))
    for (const issue of issues) {
      if (!this.#problems.has(`${issue.code} ${issue.at.file}`)) this.#told.report(issue)
    }
    this.#problems = problems
  }
}
