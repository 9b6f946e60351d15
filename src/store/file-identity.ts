import { type BigIntStats, statSync } from 'node:fs'

/** Which file it was that was opened, and how it was then. What is in memory is never another. */
export class FileIdentity {
  readonly #file: string
  readonly #opened: BigIntStats | undefined

  constructor(file: string) {
    this.#file = file
    this.#opened = this.#now()
  }

  /** Whether the file that was opened is still under its name: a deleted one can be written to, and is lost after that. */
  get isThere(): boolean {
    const now = this.#now()
    return now?.ino === this.#opened?.ino && now?.dev === this.#opened?.dev
  }

  /** Whether nobody has written to it. */
  get isUntouched(): boolean {
    const now = this.#now()
    return this.isThere && now?.mtimeNs === this.#opened?.mtimeNs && now?.size === this.#opened?.size
  }

  #now(): BigIntStats | undefined {
    return this.#file === ':memory:' ? undefined : statSync(this.#file, { bigint: true, throwIfNoEntry: false })
  }
}
