/**
 * A piece of a detection's state that is read, merged and written by itself, so that a batch of events touches no more of
 * what was gathered over months than it has to. The value is plain data.
 */
export interface StateRow {
  /** What is kept together: a bucket and its habits, an actor and its counts. Empty for what the whole detection has. */
  readonly scope: string
  /** One of the many things of a scope: a network of the bucket, an hour of the actor. Empty for the scope's own. */
  readonly entry: string
  readonly value: unknown
  /** What it can be judged by as long as its value does not matter: a few bytes of JSON. A kind of detection has it or has not. */
  readonly brief?: unknown
  /** Epoch milliseconds of its last event, by which it ages; undefined for what does not. */
  readonly last: number | undefined
  /** It may become a finding when something else changes: the history that it is compared with, what is known. */
  readonly open: boolean
}

export type RowPlace = Pick<StateRow, 'scope' | 'entry'>

/** A row without its value. */
export type RowOutline = Omit<StateRow, 'value'>

/** What is judged as one; a finding comes of one or several. An empty entry is all of a scope. */
export interface JudgedUnit {
  readonly scope: string
  readonly entry: string
}

/** The detection's own row, of flags that hold for all of it. */
export const flagsRow = (value: unknown): StateRow => ({ scope: '', entry: '', value, last: undefined, open: false })

export const isFlagsRow = ({ scope, entry }: RowPlace): boolean => scope === '' && entry === ''

export const nameOfPlace = ({ scope, entry }: RowPlace): string => `${scope.length} ${scope} ${entry}`
