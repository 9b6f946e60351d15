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

  readonly update = (progress: Progress): void => {
    const now = performance.now()
    if (now - this.#drawn < redrawEvery) return
    this.#drawn = now
    const seconds = Math.max(0.001, (now - this.#started) / 1000)
    const share = progress.size === 0 ? 0 : progress.sizeDone / progress.size
    const text = [
      `${Math.floor(share * 100)} %`.padStart(5),
      `${formatCount(progress.filesDone)} of ${formatCount(progress.files)} files`,
      `${formatBytes(progress.bytes / seconds)}/s`,
      `${formatCount(Math.round(progress.records / seconds))} events/s`,
    ].join('  ')
    this.#stream.write(`\r\u001b[2K${text.slice(0, (this.#stream.columns || 100) - 1)}`)
  }

  clear(): void {
    if (this.#drawn > 0) this.#stream.write('\r\u001b[2K')
  }
}
