import { availableParallelism } from 'node:os'
import { summarise } from '#activity'
import type { Detection } from '#detect'
import { type ActivityEvent, type EnvironmentSettings, environmentOf, noSettings, type Surroundings } from '#events'
import { type AllowEntry, addUp, applyAllow, type Finding, type Findings } from '#findings'
import { defaultFormatLimits, type FormatLimits } from '#formats'
import { ok, type Result } from '#primitives'
import type { ScanResult } from '#reports'
import { defaultSourceLimits } from '#sources'
import type { Store } from '#store'
import { conclude, concludeWithState } from './conclude.ts'
import { detectionStatuses } from './detection-status.ts'
import { type FoundInput, findInput, type InputRequest } from './find-input.ts'
import {
  createLogReader,
  type ReaderSetup,
  type ReaderState,
  type Reading,
  type ReadTask,
  type TaskAccount,
} from './log-reader.ts'
import { defaultDatabase } from './network-lookup.ts'
import { readInTurn } from './read-in-turn.ts'
import { RunAccountBuilder } from './run-account.ts'
import { concerns, everything, type Scope } from './scope.ts'
import { sizeOf } from './share-tasks.ts'
import { readWithWorkers } from './worker-pool.ts'

export interface ScanRequest extends InputRequest {
  readonly detections: readonly Detection[]
  /** Reading threads; by default one per core, and one for small inputs. */
  readonly workers?: number
  readonly formatLimits?: Partial<FormatLimits>
  /** MMDB files in addition to the bundled country table. */
  readonly databases?: readonly string[]
  readonly reading?: Reading
  /** What the configuration says about the environment. */
  readonly environment?: EnvironmentSettings
  readonly stdin?: AsyncIterable<Uint8Array>
  /** Hears what there is before any of it is read. */
  readonly onFound?: (input: FoundInput) => void
  readonly onProgress?: (progress: Progress) => void
  /** Judge with what was learnt before, and learn from these logs too. */
  readonly store?: Store
  /** For the state file: how late an event is waited for, in milliseconds. */
  readonly lateness?: number
  /** Exceptions: what they cover is kept apart from the findings. */
  readonly allow?: readonly AllowEntry[]
  /** When entries expire; by default the clock's time, in epoch milliseconds. */
  readonly now?: number
  /** Sees every event that is observed; the scan then reads in this thread. */
  readonly watch?: (event: ActivityEvent) => void
}

export interface Progress {
  readonly files: number
  readonly filesDone: number
  /** Bytes on disk of all files, and of those done. */
  readonly size: number
  readonly sizeDone: number
  /** Decompressed. */
  readonly bytes: number
  readonly records: number
}

/** Below this many bytes on disk, starting threads costs more than it gains. */
const smallInput = 6 * 1024 * 1024

/** Reads logs and says what happened: the main job. Fails only on detections or databases that cannot be used. */
export async function scan(request: ScanRequest): Promise<Result<ScanResult>> {
  const scanned = await scanAndKnow(request)
  return scanned.ok ? ok(scanned.value.result) : scanned
}

/** The same, with what was known in the end, for those who go on asking. */
export async function scanAndKnow(
  request: ScanRequest,
): Promise<Result<{ readonly result: ScanResult; readonly surroundings: Surroundings }>> {
  const setup = readerSetup(request)
  const here = createLogReader(setup, request.watch)
  if (!here.ok) return here
  const { compiled } = here.value

  const account = new RunAccountBuilder()
  const { tasks, input } = await findInput(request)
  for (const issue of input.issues) account.addSourceIssue(issue)
  request.onFound?.(input)
  const progress = followProgress(tasks, request.onProgress)
  const onAccounts = (accounts: readonly TaskAccount[]): void => {
    for (const one of accounts) account.addTask(one)
    progress(accounts)
  }

  const workers = request.watch ? 1 : (request.workers ?? (isSmall(tasks) ? 1 : availableParallelism()))
  const threaded = workers > 1 ? tasks.filter(({ file }) => file.path ?? file.object) : []
  const inThreads = new Set(threaded)
  const states: ReaderState[] = await readWithWorkers(setup, threaded, workers, here.value, onAccounts)
  const left = tasks.filter(task => !inThreads.has(task))
  for await (const one of readInTurn(here.value, left, request.stdin)) onAccounts([one])
  states.push(here.value.take())

  const activity = summarise(states.map(state => state.ledger))
  const environment = environmentOf(setup.environment)
  const { store, now = Date.now(), allow: entries = [] } = request
  const concluded = store
    ? concludeWithState(compiled, states, environment, {
        store,
        allow: entries,
        now,
        since: activity.first,
        ...(request.lateness !== undefined && { lateness: request.lateness }),
      })
    : ok(conclude(compiled, states, environment))
  if (!concluded.ok) return concluded
  const { judgement, surroundings, knowledge, ...everywhere } = concluded.value
  const allow = applyAllow(everywhere.findings, entries, now)
  const { findings, incidents, entityRisk } = aboutBuckets(
    allow.suppressed.length > 0 ? addUp(allow.shown) : everywhere,
    setup.scope,
  )
  const run = account.build(states, setup.scope)
  const detections = detectionStatuses(request.detections, judgement, findings, activity)
  return ok({
    result: {
      findings,
      incidents,
      entityRisk,
      activity,
      detections,
      knowledge,
      allow: { suppressed: allow.suppressed.filter(isAsked(setup.scope)), uses: allow.uses },
      account: run,
    },
    surroundings,
  })
}

/** What was asked for: findings that name one of the buckets, and what they add up to with all others. */
function aboutBuckets(found: Findings, scope: Scope): Findings {
  const findings = found.findings.filter(isAsked(scope))
  const kept = new Set(findings.map(finding => finding.id))
  return {
    findings,
    incidents: found.incidents.filter(incident => incident.findings.some(id => kept.has(id))),
    entityRisk: found.entityRisk.filter(risk => risk.findings.some(id => kept.has(id))),
  }
}

const isAsked =
  (scope: Scope) =>
  ({ buckets }: Finding): boolean =>
    concerns(scope, buckets)

function readerSetup(request: ScanRequest): ReaderSetup {
  return {
    detections: request.detections,
    scope: request.scope ?? everything,
    sourceLimits: { ...defaultSourceLimits, ...request.sourceLimits },
    formatLimits: { ...defaultFormatLimits, ...request.formatLimits },
    databases: [defaultDatabase(), ...(request.databases ?? [])],
    reading: request.reading ?? 'plan',
    environment: request.environment ?? noSettings,
  }
}

const isSmall = (tasks: readonly ReadTask[]): boolean =>
  tasks.reduce((sum, task) => sum + sizeOf(task), 0) <= smallInput

function followProgress(
  tasks: readonly ReadTask[],
  onProgress: ScanRequest['onProgress'],
): (accounts: readonly TaskAccount[]) => void {
  const size = tasks.reduce((sum, task) => sum + sizeOf(task), 0)
  let filesDone = 0
  let sizeDone = 0
  let bytes = 0
  let records = 0
  onProgress?.({ files: tasks.length, filesDone, size, sizeDone, bytes, records })
  return accounts => {
    for (const account of accounts) {
      filesDone += 1
      sizeDone += account.file.size ?? 0
      for (const content of account.contents) {
        bytes += content.bytes
        records += content.received
      }
    }
    onProgress?.({ files: tasks.length, filesDone, size, sizeDone, bytes, records })
  }
}
