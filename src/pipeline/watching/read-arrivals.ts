import { formatPlace, type Issue } from '#primitives'
import type { Mark } from '#sources'
import type { SourceProgress } from '../keeping/source-progress.ts'
import type { LogReader, ReaderState, TaskAccount } from '../log-reader.ts'
import { readInTurn } from '../read-in-turn.ts'
import type { Arrival } from './intake.ts'

/** What came out of some deliveries. */
export interface ReadBatch {
  readonly state: ReaderState
  readonly progress: readonly SourceProgress[]
  readonly arrivals: readonly ReadArrival[]
  readonly accounts: readonly TaskAccount[]
  readonly troubles: readonly { readonly source: string; readonly issue: Issue }[]
}

export interface ReadArrival extends Arrival {
  /** Each of its files could be had, and all of it; else it has to come again. */
  readonly isWhole: boolean
}

/**
 * Reads the files of deliveries. What cannot be fetched now, or is still being written, is not marked as read, so that it is
 * asked for again.
 */
export async function readArrivals(
  arrivals: readonly Arrival[],
  reader: LogReader,
  learnOnly: boolean,
): Promise<ReadBatch> {
  const tasks = arrivals.flatMap(({ delivery }) => delivery.files.map(({ file }) => ({ file, learnOnly })))
  const accounts: TaskAccount[] = []
  for await (const account of readInTurn(reader, tasks)) accounts.push(account)
  const sources = new Map<string, SourceReading>()
  let next = 0
  const read = arrivals.map((arrival): ReadArrival => {
    const { source, delivery } = arrival
    const own = sources.get(source.name) ?? new SourceReading(source.lookBack)
    sources.set(source.name, own)
    own.problems.push(...delivery.refused)
    let isWhole = true
    for (const { mark } of delivery.files) {
      const account = accounts[next++]
      if (account === undefined) continue
      own.problems.push(...problemsOf(account))
      if (isDone(account)) own.marks.push(mark)
      else isWhole = false
    }
    if (isWhole) for (const [part, value] of delivery.positions) own.positions.set(part, value)
    return { ...arrival, isWhole }
  })
  return {
    state: reader.take(),
    accounts,
    arrivals: read,
    progress: Array.from(sources, ([source, own]) => own.progressOf(source)),
    troubles: [...sources].flatMap(([source, { problems }]) => problems.map(issue => ({ source, issue }))),
  }
}

/** What was read of one source. */
class SourceReading {
  readonly marks: Mark[] = []
  readonly positions = new Map<string, string>()
  readonly problems: Issue[] = []
  readonly #lookBack: number | undefined

  constructor(lookBack: number | undefined) {
    this.#lookBack = lookBack
  }

  progressOf(source: string): SourceProgress {
    const { marks, positions, problems } = this
    const newest = Math.max(...marks.map(({ time }) => time))
    const read = { source, marks, positions, problems }
    if (this.#lookBack === undefined || !Number.isFinite(newest)) return read
    return { ...read, forgetBefore: newest - this.#lookBack }
  }
}

/** What the operating system could not give may be had later: a mount that was away, a permission that was missing. */
const notHad = new Set(['not-found', 'not-readable'])

/** Read, or never to be had: an object that was deleted. */
const isDone = ({ contents, failure, comesAgain }: TaskAccount): boolean =>
  !comesAgain &&
  !notHad.has(failure?.code ?? '') &&
  !contents.some(({ issues }) => issues.some(({ code }) => notHad.has(code)))

/** What could not be used, each once: of a file that was skipped, the reason. Of one that is still being written, nothing. */
function problemsOf({ contents, failure, comesAgain }: TaskAccount): Issue[] {
  if (comesAgain && failure === undefined) return []
  const issues = contents.flatMap(content => [...(content.skipped ? [content.skipped] : []), ...content.issues])
  if (failure !== undefined) issues.push(failure)
  return [...new Map(issues.map(issue => [`${issue.code} ${formatPlace(issue.at)}`, issue])).values()]
}
