import { setTimeout } from 'node:timers/promises'
import {
  type Emulator,
  type Fault,
  type FaultProxy,
  type ProxiedRequest,
  startFaultProxy,
} from '../fixtures/emulator/index.ts'
import { type Told, WatchProcess } from '../scenarios/watch-process.ts'
import type { Deletions } from './deletions.ts'
import { hideBriefly } from './faults.ts'

/** When a process is killed: after a while, or when it asks for something for the n-th time. */
export type Moment =
  | { readonly kind: 'time'; readonly after: number }
  | { readonly kind: 'request'; readonly asks: (request: ProxiedRequest) => boolean; readonly nth: number }

type ChooseFault = (request: ProxiedRequest) => Fault | undefined

/** Milliseconds: what is waited for may never be asked. */
const patience = 6_000

/** A `watch` process that is killed and started again, behind a proxy of its own. */
export class Worker {
  readonly #words: readonly string[]
  readonly #proxy: FaultProxy
  readonly #environment: Readonly<Record<string, string>>
  #process: WatchProcess
  #doom: ((request: ProxiedRequest) => boolean) | undefined
  readonly #earlier: WatchProcess[] = []

  private constructor(words: readonly string[], proxy: FaultProxy, environment: Readonly<Record<string, string>>) {
    this.#words = words
    this.#proxy = proxy
    this.#environment = environment
    this.#process = new WatchProcess(words, environment)
  }

  /** @param choose what goes wrong with its requests. */
  static async start(
    words: readonly string[],
    { emulator, deletions, choose }: { emulator: Emulator; deletions: Deletions; choose: ChooseFault },
  ): Promise<Worker> {
    const tap = { rewrite: hideBriefly, hear: deletions.hear.bind(deletions) }
    const proxy = await startFaultProxy(emulator.endpoint, () => undefined, tap)
    const worker = new Worker(words, proxy, emulator.environment(proxy.endpoint))
    proxy.injects(request => {
      deletions.check(request)
      return worker.#doom?.(request) === true ? { kind: 'reset' } : choose(request)
    })
    return worker
  }

  /** Kills it at that moment, and does not start it again. */
  async kill(moment: Moment): Promise<void> {
    if (moment.kind === 'time') await setTimeout(moment.after)
    else {
      await new Promise<void>(resolve => {
        let left = moment.nth
        this.#doom = request => {
          if (!moment.asks(request)) return false
          left -= 1
          if (left <= 0) resolve()
          return left <= 0
        }
        void setTimeout(patience, undefined, { ref: false }).then(resolve)
      })
    }
    this.#process.signal('SIGKILL')
    await this.#process.end()
    this.#doom = undefined
  }

  restart(): void {
    this.#earlier.push(this.#process)
    this.#process = new WatchProcess(this.#words, this.#environment)
  }

  /** What all of its processes told. */
  get told(): Told[] {
    return [...this.#earlier, this.#process].flatMap(({ told }) => told)
  }

  get stderr(): string {
    return [...this.#earlier, this.#process].map(({ stderr }) => stderr).join('')
  }

  /** The exit code. */
  stop(): Promise<number | null> {
    return this.#process.stop()
  }

  async close(): Promise<void> {
    await this.#process.stop('SIGKILL')
    await this.#proxy.close()
  }
}
