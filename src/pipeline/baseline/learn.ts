import { availableParallelism } from 'node:os'
import { compileDetections, type Detection } from '#detect'
import { type EnvironmentSettings, environmentOf, noSettings } from '#events'
import { defaultFormatLimits, type FormatLimits } from '#formats'
import { ok, type Result } from '#primitives'
import type { RunAccount } from '#reports'
import { defaultSourceLimits, listFiles, type SourceLimits } from '#sources'
import type { Store } from '#store'
import { learntFrom } from '../keeping/batch.ts'
import { Keeper } from '../keeping/keeper.ts'
import { createLogReader, type LogReader, type ReaderSetup, type ReaderState, type ReadTask } from '../log-reader.ts'
import { defaultDatabase } from '../network-lookup.ts'
import { RunAccountBuilder } from '../run-account.ts'
import { everything } from '../scope.ts'
import { sizeOf } from '../share-tasks.ts'
import { readWithWorkers } from '../worker-pool.ts'

export interface LearnRequest {
  readonly paths: readonly string[]
  readonly store: Store
  readonly detections: readonly Detection[]
  readonly environment?: EnvironmentSettings
  readonly workers?: number
  readonly sourceLimits?: Partial<SourceLimits>
  readonly formatLimits?: Partial<FormatLimits>
  readonly databases?: readonly string[]
  readonly now?: number
  /** How late an event is waited for, in milliseconds. */
  readonly lateness?: number
  readonly onProgress?: (progress: LearnProgress) => void
}

export interface LearnProgress {
  readonly files: number
  readonly filesDone: number
  /** Bytes on disk. */
  readonly size: number
  readonly sizeDone: number
}

/** Bytes on disk that are read into one transaction: some hundred megabytes of records at most, which bounds the memory. */
const partSize = 8 * 1024 * 1024
const partFiles = 2_000
const partEvents = 20_000

/** Learns from logs what is normal, and reports nothing from them. The same logs again change nothing. */
export async function learnBaseline(request: LearnRequest): Promise<Result<RunAccount>> {
  const compiled = compileDetections(request.detections)
  if (!compiled.ok) return compiled
  const environment = request.environment ?? noSettings
  const setup: ReaderSetup = {
    detections: request.detections,
    scope: everything,
    sourceLimits: { ...defaultSourceLimits, ...request.sourceLimits },
    formatLimits: { ...defaultFormatLimits, ...request.formatLimits },
    databases: [defaultDatabase(), ...(request.databases ?? [])],
    reading: 'plan',
    environment,
  }
  const reader = createLogReader(setup)
  if (!reader.ok) return reader
  const keeper = new Keeper(request.store, {
    detections: compiled.value,
    environment: environmentOf(environment),
    allow: [],
    ...(request.lateness !== undefined && { lateness: request.lateness }),
  })
  const account = new RunAccountBuilder()
  const { files, issues } = await listFiles(request.paths, { limits: setup.sourceLimits })
  for (const issue of issues) account.addSourceIssue(issue)
  const at = request.now ?? Date.now()
  const size = files.reduce((sum, file) => sum + (file.size ?? 0), 0)
  const counted: Pick<ReaderState, 'observed' | 'noise' | 'outOfScope' | 'present'>[] = []
  let [filesDone, sizeDone] = [0, 0]
  const tasks = files.map(file => ({ file, learnOnly: true }))
  for await (const { read, states } of readInParts(tasks, setup, reader.value, request.workers, account)) {
    const kept = keeper.keep({ states: states.map(learntFrom), progress: [], at, isPatient: true })
    if (!kept.ok) return kept
    counted.push(
      ...states.map(({ observed, noise, outOfScope, present }) => ({ observed, noise, outOfScope, present })),
    )
    filesDone += read.length
    sizeDone += read.reduce((sum, task) => sum + sizeOf(task), 0)
    request.onProgress?.({ files: files.length, filesDone, size, sizeDone })
  }
  const judged = keeper.keep({ states: [], progress: [], at })
  if (!judged.ok) return judged
  const aged = keeper.ageAll()
  return aged.ok ? ok(account.build(counted)) : aged
}

interface ReadPart {
  readonly read: readonly ReadTask[]
  readonly states: readonly ReaderState[]
}

/** Parts that are worth threads are read by several; of the others as many files as make the events of a part. */
async function* readInParts(
  tasks: readonly ReadTask[],
  setup: ReaderSetup,
  reader: LogReader,
  workers = availableParallelism(),
  account: RunAccountBuilder,
): AsyncGenerator<ReadPart> {
  for (const part of partsOf(tasks)) {
    if (workers > 1 && part.reduce((sum, task) => sum + sizeOf(task), 0) >= partSize / 2) {
      const states = await readWithWorkers(setup, part, workers, reader, accounts => {
        for (const one of accounts) account.addTask(one)
      })
      yield { read: part, states: [...states, reader.take()] }
      continue
    }
    let read: ReadTask[] = []
    for (const task of part) {
      account.addTask(await reader.read(task))
      read.push(task)
      if (reader.observed < partEvents) continue
      yield { read, states: [reader.take()] }
      read = []
    }
    if (read.length > 0) yield { read, states: [reader.take()] }
  }
}

function* partsOf(tasks: readonly ReadTask[]): Generator<ReadTask[]> {
  let part: ReadTask[] = []
  let size = 0
  for (const task of tasks) {
    part.push(task)
    size += sizeOf(task)
    if (size < partSize && part.length < partFiles) continue
    yield part
    part = []
    size = 0
  }
  if (part.length > 0) yield part
}
