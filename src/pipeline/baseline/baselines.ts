import {
  type CompiledDetection,
  compileDetections,
  type Detection,
  describeRows,
  isAbout,
  type LearntScope,
} from '#detect'
import { ok, type Result } from '#primitives'
import type { Store, StoredRow } from '#store'
import { detectionDigest } from '../keeping/detection-digest.ts'

/** What one detection has learnt of a name. */
export interface LearntBaseline {
  readonly slug: string
  readonly title: string
  readonly scopes: readonly LearntScope[]
}

/** A detection as the state file has it. */
export interface KnownDetection {
  readonly compiled: CompiledDetection
  readonly id: number
}

/** The detections whose states the file has, as they now are. Within a snapshot or a transaction. */
export function knownDetections(store: Store, detections: readonly Detection[]): Result<KnownDetection[]> {
  const compiled = compileDetections(detections)
  if (!compiled.ok) return compiled
  return ok(
    compiled.value.flatMap(one => {
      const id = store.states.idOf(one.detection.slug, detectionDigest(one.detection))
      return id === undefined ? [] : { compiled: one, id }
    }),
  )
}

/** Everything that was learnt of a bucket, an actor, a network, or whatever else a baseline is told by. */
export function showBaseline(store: Store, detections: readonly Detection[], name: string): Result<LearntBaseline[]> {
  const shown = store.snapshot((): Result<LearntBaseline[]> => {
    const known = knownDetections(store, detections)
    if (!known.ok) return known
    const until = store.facts.number('seen-until') ?? 0
    return ok(
      known.value.flatMap(({ compiled, id }) => {
        const rows = rowsAbout(store, { compiled, id }, name)
        const scopes = describeRows(compiled, rows, until)
        const { slug, title } = compiled.detection
        return scopes.length > 0 ? [{ slug, title, scopes }] : []
      }),
    )
  })
  return shown.ok ? shown.value : shown
}

/**
 * Forgets what was learnt of a name; findings stay. What is forgotten as a scope learns anew, what is forgotten as a key of one is new
 * when it comes back.
 *
 * @returns by slug, how many entries were forgotten.
 */
export function forgetBaseline(
  store: Store,
  detections: readonly Detection[],
  name: string,
): Result<ReadonlyMap<string, number>> {
  return inTransaction(store, () => {
    const known = knownDetections(store, detections)
    if (!known.ok) return known
    const forgotten = new Map<string, number>()
    for (const { compiled, id } of known.value) {
      const rows = rowsAbout(store, { compiled, id }, name).filter(row => isAbout(compiled, row, name))
      for (const row of rows) {
        const unit = { scope: row.scope, entry: row.entry }
        for (const part of [unit, { ...unit, entry: '' }]) {
          store.findings.settle(store.contributions.findingsOf(id, part))
          store.contributions.setFindings(id, part, new Set())
        }
        store.states.remove(id, row)
      }
      store.states.removeEmptyScopes(id)
      const entries = rows.filter(({ entry }) => entry !== '').length
      if (entries > 0) forgotten.set(compiled.detection.slug, entries)
    }
    return ok(forgotten)
  })
}

/** Rows that are about a name, each with its scope's own row. */
function rowsAbout(store: Store, { compiled, id }: KnownDetection, name: string): StoredRow[] {
  const { kind } = compiled.judging
  if (kind !== 'first-seen' && kind !== 'spike') return []
  const places = store.states.placesLike(id, name).filter(place => isAbout(compiled, place, name))
  const rows = new Map<string, StoredRow>()
  for (const { scope, entry } of places) {
    for (const one of kind === 'first-seen' ? [entry, ''] : [entry]) {
      const row = store.states.row(id, scope, one)
      if (row !== undefined) rows.set(JSON.stringify([scope, one]), row)
    }
  }
  return [...rows.values()]
}

/** A failure within undoes what was done. */
function inTransaction<T>(store: Store, work: () => Result<T>): Result<T> {
  const done = store.transaction(work)
  return done.ok ? done.value : done
}
