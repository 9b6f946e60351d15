import { setTimeout } from 'node:timers/promises'
import type { Issue } from '#primitives'
import type { ArrivedFile, Delivery, Mark, WatchedSource } from '../delivery.ts'

/** What a source delivers, asked for in a test: each wait is bounded. */
export class Deliveries {
  readonly reported: Issue[] = []
  readonly all: Delivery[] = []
  /** Why the source ended by itself. */
  failure: unknown
  readonly #controller = new AbortController()
  readonly #running: Promise<void>
  #taken = 0

  /** `read` holds what was committed before, each as `name version`. */
  constructor(source: WatchedSource, read: ReadonlySet<string> = new Set(), positions = new Map<string, string>()) {
    this.#running = this.#run(source, {
      hasRead: (mark: Mark) => read.has(`${mark.name} ${mark.version}`),
      positionOf: part => positions.get(part),
    })
  }

  /** The next deliveries, until they hold `count` files. */
  async some(count: number, timeout = 60_000): Promise<Delivery[]> {
    const from = this.#taken
    await this.#hold(() => this.#filesFrom(from).length >= count, timeout)
    this.#taken = this.all.length
    return this.all.slice(from)
  }

  async arrivals(count: number, timeout?: number): Promise<ArrivedFile[]> {
    return (await this.some(count, timeout)).flatMap(({ files }) => files)
  }

  async files(count: number, timeout?: number): Promise<string[]> {
    return (await this.arrivals(count, timeout)).map(({ file }) => file.name)
  }

  /** Whether a file of that name comes. */
  async until(name: string, timeout = 60_000): Promise<boolean> {
    await this.#hold(() => this.#filesFrom(0).includes(name), timeout)
    return this.#filesFrom(0).includes(name)
  }

  /** The next `count` deliveries, whatever they hold. */
  async next(count = 1, timeout = 60_000): Promise<Delivery[]> {
    const from = this.#taken
    await this.#hold(() => this.all.length >= from + count, timeout)
    this.#taken = this.all.length
    return this.all.slice(from)
  }

  /** What comes within a while. */
  async idle(milliseconds: number): Promise<string[]> {
    const from = this.#taken
    await setTimeout(milliseconds)
    return this.#filesFrom(from)
  }

  /** Until something is told with that code. */
  async report(code: string, timeout = 60_000): Promise<Issue | undefined> {
    await this.#hold(() => this.reported.some(issue => issue.code === code), timeout)
    return this.reported.find(issue => issue.code === code)
  }

  /** Until the source has ended by itself. */
  async end(timeout = 60_000): Promise<unknown> {
    await Promise.race([this.#running, setTimeout(timeout)])
    return this.failure
  }

  async close(): Promise<void> {
    this.#controller.abort()
    await this.#running
  }

  async #run(source: WatchedSource, progress: Parameters<WatchedSource['deliveries']>[0]['progress']): Promise<void> {
    const { signal } = this.#controller
    try {
      const report = (issue: Issue): unknown => this.reported.push(issue)
      for await (const delivery of source.deliveries({ progress, signal, report })) this.all.push(delivery)
    } catch (error) {
      this.failure = error
    }
  }

  #filesFrom(index: number): string[] {
    return this.all.slice(index).flatMap(({ files }) => files.map(({ file }) => file.name))
  }

  async #hold(condition: () => boolean, timeout: number): Promise<void> {
    const end = performance.now() + timeout
    while (!condition() && performance.now() < end && this.failure === undefined) await setTimeout(5)
  }
}
