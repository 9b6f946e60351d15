/** Wakes whoever waits for it. A ring that nobody waits for is kept for the next. */
export class Bell {
  #rung = false
  #wake: (() => void) | undefined

  readonly ring = (): void => {
    this.#rung = true
    this.#wake?.()
  }

  /** Until the bell rings, `milliseconds` have gone by, or `signal` is aborted. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted && milliseconds > 0) {
      await new Promise<void>(resolve => {
        const end = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, milliseconds)
        signal.addEventListener('abort', end)
        this.#wake = end
      })
      this.#wake = undefined
    }
    this.#rung = false
  }
}

/** Until `milliseconds` have gone by, or `signal` is aborted; never rejects. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => new Bell().wait(milliseconds, signal)
