import { compileDetections, type Detection, type RowProblem } from '#detect'
import { type EnvironmentSettings, environmentOf } from '#events'
import type { AllowEntry } from '#findings'
import { failure, type Issue, ok, type Result } from '#primitives'
import type { Store } from '#store'
import { Keeper } from '../keeping/keeper.ts'
import { exportSchema, readExportedLine } from './exported-line.ts'
import { PendingRows } from './pending-rows.ts'
import { addCounts, lookAt, noRows, type RowCounts } from './row-counts.ts'

export interface Imported {
  readonly rows: RowCounts
  /** Slugs whose rows were left out: the detection is not loaded, or is another one by now. */
  readonly leftOut: readonly string[]
}

interface ImportRequest {
  readonly store: Store
  readonly detections: readonly Detection[]
  readonly environment: EnvironmentSettings
  readonly allow: readonly AllowEntry[]
  /** Of the lines, for messages. */
  readonly file: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Rows merged in one transaction. */
const atOnce = 2_000

/** Merges exported lines into the state file: what is there already stays, and the same lines again change nothing. */
export async function importBaseline(lines: AsyncIterable<string>, request: ImportRequest): Promise<Result<Imported>> {
  const { store, detections, environment, file, now } = request
  const compiled = compileDetections(detections)
  if (!compiled.ok) return compiled
  const keeper = new Keeper(store, {
    detections: compiled.value,
    environment: environmentOf(environment),
    allow: request.allow,
  })
  const pending = new PendingRows(compiled.value)
  let number = 0
  let merged = 0
  let counts = noRows
  const flush = (): Result<unknown> => {
    const { rows, knowledge } = pending
    const before = lookAt(store, rows, knowledge)
    if (!before.ok) return before
    const kept = usable(() => keeper.keep({ states: [pending.take()], progress: [], at: now }))
    if (kept === undefined) return failure(noneOf(file, merged + 1, number))
    if (!kept.ok) return kept
    const after = lookAt(store, rows, knowledge)
    if (!after.ok) return after
    counts = addCounts(counts, before.value, after.value)
    merged = number
    return kept
  }
  for await (const text of lines) {
    number += 1
    if (text.trim() === '') continue
    const line = readExportedLine(text)
    const problem = line === undefined ? notExported : pending.add(line)
    if (problem !== undefined) {
      const kept = flush()
      return kept.ok ? failure(brokenLine(file, number, problem)) : kept
    }
    if (pending.size < atOnce) continue
    const kept = flush()
    if (!kept.ok) return kept
  }
  const kept = flush()
  return kept.ok ? ok({ rows: counts, leftOut: [...pending.leftOut].sort() }) : kept
}

/**
 * Lines have been looked through, so that this is for what fits none the less: undefined where a detection fails over it, and
 * nothing has changed then.
 */
function usable<T>(merge: () => T): T | undefined {
  try {
    return merge()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

const notExported = 'no line'

const brokenLine = (file: string, line: number, problem: RowProblem | typeof notExported): Issue => ({
  code: 'not-a-baseline',
  message: `This is no line of an exported baseline${problem === notExported ? '' : `: ${problem.path}: ${problem.expected}`}. The lines before it were merged.`,
  at: { file, line },
  expected: problem === notExported ? `a JSON object with "schema": "${exportSchema}"` : problem.expected,
})

const noneOf = (file: string, first: number, last: number): Issue => ({
  code: 'not-a-baseline',
  message: `A value in the lines from here to ${last} is none that was exported. The lines before them were merged, these were not.`,
  at: { file, line: first },
  expected: 'lines as they were exported',
})
