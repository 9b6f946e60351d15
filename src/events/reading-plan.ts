/** How much of a record has to be read: nothing, the plan's `fields`, or all of it. */
export type Depth = 'skip' | 'fields' | 'record'

/**
 * What the loaded detections need of the logs; the formats read no more than this. Conservative: a record that
 * any detection might match is never skipped.
 */
export interface ReadingPlan {
  /** The depth for a CloudTrail record, by its `eventSource` and `eventName` as written in the record. */
  depthOf(eventSource: string, eventName: string): Depth
  /** The sources for which `depthOf` may be other than `skip`, lower case; undefined when any source may matter. */
  readonly sources: readonly string[] | undefined
  /** Paths in the raw CloudTrail record that a record read to depth `fields` must hold, e.g. `userIdentity.arn`. */
  readonly fields: readonly string[]
  /** The part of `fields` that records of one call must hold; all of them where this is absent. The same list for the same part. */
  fieldsOf?(eventSource: string, eventName: string): readonly string[]
}

/** Reads every record in full. */
export const readEverything: ReadingPlan = { depthOf: () => 'record', sources: undefined, fields: [] }
