import type { RowOutline, StateRow } from './state-row.ts'

/** Reads rows of one detection. */
export interface RowReader {
  row(scope: string, entry: string): StateRow | undefined
  rowsOf(scope: string): readonly StateRow[]
  outlinesOf(scope: string): readonly RowOutline[]
  /** Those that are open, and those whose last event was before a time. */
  outlinesBefore(scope: string, time: number): readonly RowOutline[]
}
