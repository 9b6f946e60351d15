import { copyFileSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import type { Finding } from '#findings'
import { markOf } from '../../src/sources/watching/folder/arrivals.ts'
import { lookAt } from '../../src/sources/watching/folder/walk.ts'
import { runProgram } from './run-program.ts'
import { marksIn, type Told, until, WatchProcess } from './watch-process.ts'

/** The last week of the demo's month, in which the intruder is. */
export const lastWeek = globSync('demo/logs/**/*2026{-,}10{-,}{14,15,16,17,18,19,20,21}*').sort()

/** In the order in which a bad day may deliver them. */
export const shuffled = (seed: number): string[] =>
  fc.sample(fc.shuffledSubarray(lastWeek, { minLength: lastWeek.length }), { seed, numRuns: 1 })[0] ?? []

/** A folder of logs that is watched by processes of their own, with a state file beside it. */
export class WatchedFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'bucketwatch-watching-'))
  readonly path = join(this.root, 'logs')
  readonly state = join(this.root, 'state.db')
  readonly #running: WatchProcess[] = []

  constructor() {
    mkdirSync(this.path)
  }

  watch(...words: string[]): WatchProcess {
    const watching = new WatchProcess([this.path, '--state', this.state, ...words])
    this.#running.push(watching)
    return watching
  }

  deliver(files: readonly string[]): void {
    for (const file of files) copyFileSync(file, join(this.path, basename(file)))
  }

  /**
   * Until every file has been read as it is now. A mark alone does not say so: a copy that was not given the processor for
   * as long as a file is given to settle has been read by half, and comes again.
   */
  async allRead(): Promise<void> {
    let missing: string[] = []
    const isAllRead = async (): Promise<boolean> => {
      const marks = marksIn(this.state)
      missing = []
      for (const name of readdirSync(this.path)) {
        const sight = await lookAt(name, join(this.path, name), () => {})
        if (typeof sight !== 'object' || marks.get(name) !== markOf(sight).version) missing.push(name)
      }
      return missing.length === 0
    }
    await until(isAllRead, () => `all files to be read; not read: ${missing.join(', ')}`)
  }

  /** What one scan of all of the folder says. */
  async scanned(): Promise<Finding[]> {
    const { stdout } = await runProgram(['scan', this.path, '-q', '-f', 'jsonl'])
    return byId(linesOf<Finding>(stdout))
  }

  /** What the state file says. */
  async stored(): Promise<Finding[]> {
    const { stdout } = await runProgram(['findings', 'list', '--state', this.state, '-f', 'jsonl'])
    return byId(linesOf<Told>(stdout).map(({ status, ...finding }) => finding as Finding))
  }

  /** A last process reads what is left: what is stored then, and what a reader of its lines and of those before it knows. */
  async readToTheEnd(before: readonly WatchProcess[]) {
    const last = this.watch()
    await last.says('watching')
    await this.allRead()
    const code = await last.stop()
    return { code, stored: await this.stored(), told: standing(...[...before, last].map(({ told }) => told)) }
  }

  async remove(): Promise<void> {
    for (const watching of this.#running) await watching.stop('SIGKILL')
    rmSync(this.root, { recursive: true, force: true })
  }
}

export const byId = <T extends { readonly id: string }>(all: Iterable<T>): T[] =>
  [...all].sort((a, b) => (a.id < b.id ? -1 : 1))

export const linesOf = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T)

/** What a reader of the lines knows in the end. */
export function standing(...told: readonly (readonly Told[])[]): Finding[] {
  const known = new Map<string, Finding>()
  for (const { change, status, ...finding } of told.flat()) {
    if (change === 'withdrawn') known.delete(finding.id)
    else known.set(finding.id, finding)
  }
  return byId(known.values())
}
