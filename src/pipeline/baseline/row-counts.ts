import type { Result } from '#primitives'
import type { Store } from '#store'
import type { KnowledgeRow } from '../keeping/inventory-rows.ts'
import type { RowsOfDetection } from './pending-rows.ts'
import { toTaggedJson } from './tagged-json.ts'

/** What an import did to the state file, by the rows that it brought. */
export interface RowCounts {
  /** There was nothing at their places. */
  readonly added: number
  /** What was there says more now. */
  readonly changed: number
  readonly unchanged: number
}

export const noRows: RowCounts = { added: 0, changed: 0, unchanged: 0 }

/** What the state file has at the places of some rows; undefined for nothing. */
export type Look = readonly (string | undefined)[]

export function lookAt(
  store: Store,
  states: readonly RowsOfDetection[],
  knowledge: readonly KnowledgeRow[],
): Result<Look> {
  return store.snapshot(() => [
    ...states.flatMap(({ compiled, digest, rows }) => {
      const id = store.states.idOf(compiled.detection.slug, digest)
      return rows.map(({ scope, entry }) => {
        const row = id === undefined ? undefined : store.states.row(id, scope, entry)
        return row && toTaggedJson([row.value, row.last, row.open])
      })
    }),
    ...knowledge.map(({ kind, name }) => {
      const value = store.knowledge.get(kind, name)
      return value === undefined ? undefined : toTaggedJson(value)
    }),
  ])
}

/** Rows that are not there after it, either, since no more of their kind are kept, changed nothing. */
export function addCounts(counts: RowCounts, before: Look, after: Look): RowCounts {
  let { added, changed, unchanged } = counts
  for (const [index, text] of after.entries()) {
    if (before[index] === text) unchanged += 1
    else if (before[index] === undefined) added += 1
    else changed += 1
  }
  return { added, changed, unchanged }
}
