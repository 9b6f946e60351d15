import { formatPlace, type Issue } from '#primitives'
import type { Mark } from '#sources'
import type { SourceProgress } from '../keeping/source-progress.ts'
import type { LogReader, ReaderState, TaskAccount } from '../log-reader.ts'
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
  /** Each of its files could be fetched; else it has to come again. */
  readonly isWhole: boolean
}

/** Reads the files of deliveries. What cannot be fetched is not marked as read, so that it is asked for again. */
export async function readArrivals(
  arrivals: readonly Arrival[],
  reader: LogReader,
  learnOnly: boolean,
): Promise<ReadBatch> {
  const read: ReadArrival[] = []
  const accounts: TaskAccount[] = []
  const sources = new Map<
    string,
    { marks: Mark[]; positions: Map<string, string>; problems: Issue[]; newest: number; lookBack: number | undefined }
  >()
  for (const arrival of arrivals) {
    const { source, delivery } = arrival
    const own = sources.get(source.name) ?? {
      marks: [],
      positions: new Map<string, string>(),
      problems: [],
      newest: Number.NEGATIVE_INFINITY,
      lookBack: source.lookBack,
    }
    sources.set(source.name, own)
    own.problems.push(...delivery.refused)
    let isWhole = true
    for (const { file, mark } of delivery.files) {
      const account = await reader.read({ file, learnOnly })
      accounts.push(account)
      own.problems.push(...problemsOf(account))
      if (wasRead(account)) {
        own.marks.push(mark)
        own.newest = Math.max(own.newest, mark.time)
      } else isWhole = false
    }
    if (isWhole) for (const [part, value] of delivery.positions) own.positions.set(part, value)
    read.push({ ...arrival, isWhole })
  }
  return {
    state: reader.take(),
    accounts,
    arrivals: read,
    progress: Array.from(sources, ([source, { marks, positions, problems, newest, lookBack }]) => ({
      source,
      marks,
      positions,
      problems,
      ...(lookBack !== undefined && Number.isFinite(newest) && { forgetBefore: newest - lookBack }),
    })),
    troubles: [...sources].flatMap(([source, { problems }]) => problems.map(issue => ({ source, issue }))),
  }
}

/** What the operating system could not give may be had later: a mount that was away, a permission that was missing. */
const notHad = new Set(['not-found', 'not-readable'])

const wasRead = ({ contents, failure }: TaskAccount): boolean =>
  failure === undefined && !contents.some(({ issues }) => issues.some(({ code }) => notHad.has(code)))

/** What could not be used, each once: of a file that was skipped, the reason. */
function problemsOf({ contents, failure }: TaskAccount): Issue[] {
  const issues = contents.flatMap(content => [...(content.skipped ? [content.skipped] : []), ...content.issues])
  if (failure !== undefined) issues.push(failure)
  return [...new Map(issues.map(issue => [`${issue.code} ${formatPlace(issue.at)}`, issue])).values()]
}
