import type { Duration, Issue } from '#primitives'
import { type Asked, type Explanation, explainError } from '../aws/explain-error.ts'
import { backOff } from '../aws/retry.ts'
import { pause } from '../pause.ts'
import { SourceFailure } from './delivery.ts'

const waiting = { first: 500, longest: 20_000 }
const tellAgainAfter = 60_000

/**
 * Asks AWS again and again for a source that never ends. What may mend itself is told and waited for, as long as it takes.
 * What somebody has to mend is waited for too, since permissions and queues come a little after those who use them; but
 * after `patience` it is a {@link SourceFailure}.
 */
export class Endurance {
  readonly #asked: Asked
  readonly #patience: Duration
  readonly #signal: AbortSignal
  readonly #report: (issue: Issue) => void
  #failures = 0
  #since: number | undefined
  #told: { readonly code: string; readonly at: number } | undefined

  constructor(
    asked: Asked,
    told: { readonly patience: Duration; readonly signal: AbortSignal; readonly report: (issue: Issue) => void },
  ) {
    this.#asked = asked
    this.#patience = told.patience
    this.#signal = told.signal
    this.#report = told.report
  }

  /** The answer; undefined when there was none, after a wait, or `signal` was aborted. */
  async of<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await ask()
      this.relax()
      return answer
    } catch (error) {
      if (!this.#signal.aborted) await this.bear(explainError(error, this.#asked))
      return undefined
    }
  }

  /** All is well. */
  relax(): void {
    this.#failures = 0
    this.#since = undefined
    this.#told = undefined
  }

  /** Waits, or throws. */
  async bear({ kind, issue }: Explanation): Promise<void> {
    const now = performance.now()
    this.#failures += 1
    this.#since = kind === 'passing' ? undefined : (this.#since ?? now)
    if (this.#since !== undefined && now - this.#since >= this.#patience) throw new SourceFailure(issue)
    if (this.#told?.code !== issue.code || now - this.#told.at >= tellAgainAfter) {
      this.#told = { code: issue.code, at: now }
      this.#report(issue)
    }
    await pause(backOff(waiting, this.#failures), this.#signal)
  }
}
