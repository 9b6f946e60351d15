import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Finding } from '#findings'
import type { FindingChange, FindingStatus } from '#store'

/** A line that `watch` prints. */
export type Told = Finding & { readonly status: FindingStatus; readonly change: FindingChange | 'open' }

const program = fileURLToPath(new URL('../../bin/bucketwatch.js', import.meta.url))
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/bucketwatch', import.meta.url))

/** `watch` as built, as a process of its own, as a service manager would run it. */
export class WatchProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  #stdout = ''
  stderr = ''

  constructor(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [program, 'watch', ...words], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_COMPILE_CACHE: compileCache, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text))
    this.#ended = new Promise(resolve => this.#child.on('close', resolve))
  }

  /** What it has told so far. */
  get told(): Told[] {
    const whole = this.#stdout.slice(0, this.#stdout.lastIndexOf('\n') + 1)
    return whole
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Told)
  }

  /** Until it says so on standard error. */
  says(text: string): Promise<void> {
    return until(() => this.stderr.includes(text), `"${text}" of: ${this.stderr}`)
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** The exit code once it has ended; null after a signal that it could not answer. */
  async end(): Promise<number | null> {
    const code = await Promise.race([this.#ended, setTimeout(120_000, 'late' as const, { ref: false })])
    if (code !== 'late') return code
    this.#child.kill('SIGKILL')
    throw new Error(`it does not end: ${this.stderr}`)
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.signal(signal)
    return this.end()
  }
}

/** Waits for something, in vain for so long at most. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  timeout = 120_000,
): Promise<void> {
  const end = performance.now() + timeout
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${typeof what === 'string' ? what : what()}`)
    await setTimeout(25)
  }
}

/** Files that the state file says have been read: their names, and as what they were read. */
export function marksIn(state: string): ReadonlyMap<string, string> {
  if (!existsSync(state)) return new Map()
  const database = new DatabaseSync(state, { readOnly: true, timeout: 30_000 })
  try {
    const rows = database.prepare('SELECT name, version FROM mark').all()
    return new Map(rows.map(({ name, version }) => [String(name), String(version)]))
  } catch {
    return new Map() // it is being made
  } finally {
    database.close()
  }
}

export const filesRead = (state: string): number => marksIn(state).size
