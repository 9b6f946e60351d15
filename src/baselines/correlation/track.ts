/** One event that satisfied a rule, with a value of it that is counted: numbers, and what the caller adds to them. */
export interface Row {
  /** The 53-bit digest of the event. */
  readonly identity: number
  /** Epoch milliseconds. */
  readonly time: number
  /** What a `value_*` correlation looks at; 0 for the others. An event with several values has several rows. */
  readonly value: number
}

/** The rows of one rule in one group, in no order and perhaps repeated until they are compacted. Plain data. */
export interface Track<R extends Row> {
  rows: R[]
  /** Rows had to be dropped: those that are left are a sample, even over all identities. */
  overflow: boolean
  /** No row of a greater identity can stay; absent while nothing is known of what was dropped. */
  most?: number
}

/** A total order of the rows of one event and value, so that of several deliveries the same one stays. */
export type CompareRows<R extends Row> = (a: R, b: R) => number

/**
 * Brings a track to its distinct rows, at most `limit` of them, in place. The ones with the smallest identities stay:
 * these are a function of the set of rows, and what is dropped early would be dropped at the end. A limit may only ever
 * be lowered.
 */
export function compactTrack<R extends Row>(track: Track<R>, limit: number, compare: CompareRows<R>): void {
  const { rows } = track
  rows.sort((a, b) => a.identity - b.identity || a.value - b.value || compare(a, b))
  let kept = 0
  for (const row of rows) {
    const last = rows[kept - 1]
    if (kept > 0 && last?.identity === row.identity && last.value === row.value) continue
    rows[kept] = row
    kept++
  }
  if (kept > limit) {
    track.overflow = true
    track.most = (rows[limit - 1] as R).identity
  }
  rows.length = Math.min(kept, limit)
}

/** Of the rows of two tracks, not compacted yet. */
export function joinTracks<R extends Row>(a: Track<R>, b: Track<R>): Track<R> {
  const most = Math.min(a.most ?? Number.POSITIVE_INFINITY, b.most ?? Number.POSITIVE_INFINITY)
  const stays = (row: R): boolean => row.identity <= most
  return {
    rows: [...a.rows.filter(stays), ...b.rows.filter(stays)],
    overflow: a.overflow || b.overflow,
    ...(most < Number.POSITIVE_INFINITY && { most }),
  }
}

/** For each row of a compacted track, how many events it stands for. */
export function weightOf<R extends Row>({ rows, overflow }: Track<R>): number {
  const largest = rows.at(-1)?.identity ?? 0
  return overflow && largest > 0 ? Math.max(1, 2 ** 53 / largest) : 1
}
