import type { Progress } from '#pipeline'
import { formatBytes, formatCount } from '#reports'

const redrawEvery = 100

/** One line on standard error that follows the reading, and is gone when it ends. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  readonly #started = performance.now()
  #drawn = 0

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
  }

  /** While objects are listed, of which nobody knows how many there are. */
  readonly listed = (objects: number): void => this.#draw(() => `listing: ${formatCount(objects)} objects so far`)

  readonly update = (progress: Progress): void => this.#draw(now => this.#describe(progress, now))

  clear(): void {
    if (this.#drawn > 0) this.#stream.write('\r\u001b[2K')
  }

  #draw(describe: (now: number) => string): void {
    const now = performance.now()
    if (now - this.#drawn < redrawEvery) return
    this.#drawn = now
    this.#stream.write(`\r\u001b[2K${describe(now).slice(0, (this.#stream.columns || 100) - 1)}`)
  }

  #describe(progress: Progress, now: number): string {
    const seconds = Math.max(0.001, (now - this.#started) / 1000)
    const share = progress.size === 0 ? 0 : progress.sizeDone / progress.size
    return [
      `${Math.floor(share * 100)} %`.padStart(5),
      `${formatCount(progress.filesDone)} of ${formatCount(progress.files)} files`,
      `${formatBytes(progress.bytes / seconds)}/s`,
      `${formatCount(Math.round(progress.records / seconds))} events/s`,
    ].join('  ')
  }
}
