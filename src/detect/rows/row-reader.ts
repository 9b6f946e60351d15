import type { StateRow } from './state-row.ts'

/** Reads rows of one detection. */
export interface RowReader {
  row(scope: string, entry: string): StateRow | undefined
  rowsOf(scope: string): readonly StateRow[]
  /** The same without their values. */
  briefsOf(scope: string): readonly Pick<StateRow, 'entry' | 'brief'>[]
}
