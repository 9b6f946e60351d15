import {
  type CompiledDetection,
  compileDetections,
  createEngine,
  type Detection,
  type DetectState,
  readingPlan,
} from '#detect'
import {
  type ActivityEvent,
  type EnvironmentSettings,
  type EventSink,
  environmentOf,
  type Noise,
  type ReadingPlan,
  readEverything,
} from '#events'
import { cloudTrailEventPaths, type FileAccount, type FormatLimits, readContent } from '#formats'
import type { Issue, Result } from '#primitives'
import { ok } from '#primitives'
import { FetchFailure, type LogFile, openContents, type PlainContent, type SourceLimits } from '#sources'
import { AlikeEvents } from './alike-events.ts'
import { type Gathered, Gathering } from './gathering.ts'
import { isUnfinished } from './is-unfinished.ts'
import { openNetworkLookup } from './network-lookup.ts'
import { judgeScope, type Scope } from './scope.ts'

/** What a reader has to know; plain data, so that it can be handed to a worker. */
export interface ReaderSetup {
  readonly detections: readonly Detection[]
  readonly scope: Scope
  readonly sourceLimits: SourceLimits
  readonly formatLimits: FormatLimits
  /** MMDB files. */
  readonly databases: readonly string[]
  readonly reading: Reading
  readonly environment: EnvironmentSettings
}

/**
 * `plan`: no more of each record than the detections need. `whole-records`: the same records, all of each, for
 * evidence. `everything`: every record in full, for looking one up and for measuring what the plan saves.
 */
export type Reading = 'plan' | 'whole-records' | 'everything'

export interface ReadTask {
  readonly file: LogFile
  /** Baseline: learn from it, report nothing from it. */
  readonly learnOnly: boolean
}

/** What came out of everything a reader has read. Mergeable with the states of other readers. */
export interface ReaderState extends Gathered {
  readonly detect: DetectState
  /** Events left out of detections as AWS's own, by kind. */
  readonly noise: Readonly<Partial<Record<Noise, number>>>
}

/** One task's outcome: an account per file or archive member, or why the file could not be opened. */
export interface TaskAccount {
  readonly file: LogFile
  readonly contents: readonly FileAccount[]
  readonly failure?: Issue
  /** It is there and could not be had, or not all of it: it has to be read again later. Without a failure, it is still being written. */
  readonly comesAgain?: true
}

export interface LogReader {
  read(task: ReadTask, stdin?: AsyncIterable<Uint8Array>): Promise<TaskAccount>
  /** Reads content that is already at hand. */
  readContent(content: PlainContent): Promise<FileAccount>
  state(): ReaderState
  /** The state so far, given away: the reader goes on with an empty one. */
  take(): ReaderState
  /** Events in the state so far. */
  readonly observed: number
  /** What the events are tried on, for those who judge. */
  readonly compiled: readonly CompiledDetection[]
}

/** Reads files one after the other into the states of detection and activity: what one core does in a scan. */
export function createLogReader(setup: ReaderSetup, watch?: (event: ActivityEvent) => void): Result<LogReader> {
  const compiled = compileDetections(setup.detections, setup.reading === 'plan' ? 'needed' : 'whole-records')
  if (!compiled.ok) return compiled
  const locate = openNetworkLookup(setup.databases)
  if (!locate.ok) return locate
  const plan = planFor(setup.reading, compiled.value)
  const isLookedAtOnly = watch && setup.reading === 'everything' ? passedOver(compiled.value) : undefined
  const engine = createEngine(compiled.value, environmentOf(setup.environment))
  let gathering = new Gathering(setup.scope)
  let learnOnly = false

  const waiting = new AlikeEvents((events, learning, alike) => {
    engine.observe(events, learning, alike)
    gathering.take(events, learning)
  })

  const sink: EventSink = (event, alike) => {
    const verdict = judgeScope(setup.scope, event)
    if (verdict !== 'report' && verdict !== 'learn') {
      gathering.leaveOut(event, verdict)
      return
    }
    event.network = locate.value(event.network)
    watch?.(event)
    if (isLookedAtOnly?.(event)) return
    waiting.add(event, learnOnly || verdict === 'learn', alike)
  }

  const readOne = async (content: PlainContent, mayGrow = false): Promise<FileAccount> => {
    return gathering.noted(await readContent(content, plan, setup.formatLimits, sink, mayGrow))
  }

  return ok({
    read(task, stdin) {
      learnOnly = task.learnOnly
      return readContents(task.file, openContents(task.file, setup.sourceLimits, stdin), readOne)
    },
    readContent(content) {
      learnOnly = false
      return readOne(content)
    },
    compiled: compiled.value,
    get observed() {
      return gathering.observed
    },
    state() {
      waiting.flush()
      return { ...gathering.state(), detect: engine.state(), noise: engine.noise() }
    },
    take() {
      waiting.flush()
      const taken = { ...gathering.state(), detect: engine.take(), noise: engine.noise() }
      gathering = new Gathering(setup.scope)
      return taken
    },
  })
}

async function readContents(
  file: LogFile,
  opened: AsyncIterable<PlainContent>,
  readOne: (content: PlainContent, mayGrow?: boolean) => Promise<FileAccount>,
): Promise<TaskAccount> {
  const contents: FileAccount[] = []
  try {
    for await (const content of opened) contents.push(await readOne(content, file.mayGrow))
    const comesAgain = file.mayGrow && isUnfinished(contents)
    return { file, contents, ...(comesAgain && { comesAgain }) }
  } catch (error) {
    return unread(file, contents, error)
  }
}

function planFor(reading: Reading, compiled: readonly CompiledDetection[]): ReadingPlan {
  if (reading === 'everything') return readEverything
  const plan = readingPlan(compiled, cloudTrailEventPaths)
  if (reading === 'plan') return plan
  return { ...plan, depthOf: (source, name) => (plan.depthOf(source, name) === 'skip' ? 'skip' : 'record') }
}

/** Records that a scan passes over may be looked at, and teach nothing: what is explained is what a scan said. */
function passedOver(compiled: readonly CompiledDetection[]): (event: ActivityEvent) => boolean {
  const { depthOf } = readingPlan(compiled, cloudTrailEventPaths)
  return ({ log, raw: { eventSource, eventName } }) =>
    log === 'cloudtrail' &&
    typeof eventSource === 'string' &&
    typeof eventName === 'string' &&
    depthOf(eventSource, eventName) === 'skip'
}

/** What became of a file that could not be read to its end. */
function unread(file: LogFile, contents: readonly FileAccount[], error: unknown): TaskAccount {
  if (error instanceof FetchFailure) return unfetched(file, contents, error)
  if (!isSystemError(error)) throw error
  return { file, contents, failure: unreadable(file, error) }
}

const unfetched = (file: LogFile, contents: readonly FileAccount[], failure: FetchFailure): TaskAccount => ({
  file,
  contents,
  failure: failure.issue,
  ...(failure.comesAgain && { comesAgain: true }),
})

interface SystemError extends Error {
  readonly code: string
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && 'syscall' in error

const unreadable = (file: LogFile, error: SystemError): Issue => ({
  code: 'not-readable',
  message: `the file cannot be read (${error.code})`,
  at: { file: file.name },
  expected: 'a file that can be opened and read',
  received: error.code,
})
