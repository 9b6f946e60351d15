import type { Issue } from '#primitives'
import { Bell } from '../../pause.ts'
import { problems } from '../../problems.ts'
import type { Mark } from '../delivery.ts'
import { Arrivals, type Arrived } from './arrivals.ts'
import { Stirrings } from './stirrings.ts'
import { lookAt, type Place, type Sight, walk } from './walk.ts'

export interface FolderWatchSettings {
  readonly maxDepth: number
  readonly settle: number
  readonly every: number
  readonly listen: boolean
}

// While a walk goes on, what has arrived waits so long for company.
const gatherFor = 100

/** Looks at everything below a path again and again, and in between at what stirred. */
export class FolderWatch {
  readonly #root: string
  readonly #settings: FolderWatchSettings
  readonly #hasRead: (mark: Mark) => boolean
  readonly #report: (issue: Issue) => void
  readonly #bell = new Bell()
  readonly #stirrings = new Stirrings(this.#bell.ring)
  readonly #arrivals: Arrivals
  #walk: { readonly steps: AsyncGenerator<readonly Sight[]>; readonly began: number } | undefined
  #nextWalk = 0
  /** Problems of the walk before and of this one: each is told once while it lasts. */
  #told = new Set<string>()
  #met = new Set<string>()

  constructor(
    root: string,
    settings: FolderWatchSettings,
    { hasRead, report }: { hasRead: (mark: Mark) => boolean; report: (issue: Issue) => void },
  ) {
    this.#root = root
    this.#settings = settings
    this.#hasRead = hasRead
    this.#report = report
    this.#arrivals = new Arrivals(settings.settle)
  }

  /** What has arrived, until `signal` is aborted. */
  async *batches(maxFiles: number, maxBytes: number, signal: AbortSignal): AsyncGenerator<readonly Arrived[]> {
    const over = (): boolean => signal.aborted
    let since = performance.now()
    while (!over()) {
      for (const place of this.#stirrings.take()) await this.#lookAtPlace(place, signal)
      for (const sight of this.#arrivals.due(performance.now())) await this.#lookAtPlace(sight, signal)
      await this.#stepOn(signal)
      const all = !this.#walk || performance.now() - since > gatherFor
      while (!over() && this.#arrivals.readyFiles >= (all ? 1 : maxFiles)) {
        yield this.#arrivals.take(maxFiles, maxBytes)
        since = performance.now()
      }
      if (!this.#walk)
        await this.#bell.wait(Math.min(this.#nextWalk, this.#arrivals.nextDue()) - performance.now(), signal)
    }
  }

  settled(sights: readonly Sight[]): void {
    this.#arrivals.settled(sights)
  }

  giveBack(arrived: readonly Arrived[]): void {
    this.#arrivals.giveBack(arrived, performance.now())
    this.#bell.ring()
  }

  close(): void {
    this.#stirrings.close()
  }

  #see(sight: Sight): void {
    this.#arrivals.see(sight, performance.now(), Date.now(), this.#hasRead)
  }

  /** A folder of the walk under way, or the beginning of the next one when it is time. */
  async #stepOn(signal: AbortSignal): Promise<void> {
    if (!this.#walk && performance.now() < this.#nextWalk) return
    this.#walk ??= { steps: this.#stepsFrom({ name: '', path: this.#root }, signal), began: performance.now() }
    const { done, value } = await this.#walk.steps.next()
    if (!done) {
      for (const sight of value) this.#see(sight)
      return
    }
    const now = performance.now()
    this.#nextWalk = now + Math.max(this.#settings.every, 10 * (now - this.#walk.began))
    this.#walk = undefined
    this.#told = this.#met
    this.#met = new Set()
  }

  async *#stepsFrom(place: Place, signal: AbortSignal): AsyncGenerator<readonly Sight[]> {
    const problem: Issue[] = []
    const seen = await lookAt(place.name, place.path, issue => problem.push(issue))
    if (seen === undefined) this.#tell(problem[0] ?? problems.notFound(place.path))
    else if (seen !== 'folder') yield [seen]
    else {
      const enter = this.#settings.listen ? this.#stirrings.listen : () => {}
      yield* walk(place, { maxDepth: this.#settings.maxDepth, signal, enter, report: issue => this.#tell(issue) })
    }
  }

  /** What stirred may have come, changed, or gone, or be a folder with files in it already. */
  async #lookAtPlace({ name, path }: Place, signal: AbortSignal): Promise<void> {
    const seen = await lookAt(name, path, issue => this.#tell(issue))
    if (seen === undefined) {
      this.#arrivals.gone(name)
      this.#stirrings.forget(path)
    } else if (seen !== 'folder') this.#see(seen)
    else
      for await (const sights of this.#stepsFrom({ name, path }, signal)) for (const sight of sights) this.#see(sight)
  }

  #tell(issue: Issue): void {
    const problem = `${issue.code} ${issue.at.file}`
    if (!this.#told.has(problem) && !this.#met.has(problem)) this.#report(issue)
    this.#met.add(problem)
  }
}
