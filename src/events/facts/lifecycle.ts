/** What PutBucketLifecycle sets, or DeleteBucketLifecycle removes. */
export interface LifecycleFact {
  readonly deleted: boolean
  /** The enabled rules. */
  readonly rules: readonly LifecycleRule[]
}

export interface LifecycleRule {
  readonly id?: string
  /** Absent when the rule is not limited to one. */
  readonly prefix?: string
  /** No prefix, tag or size limits it. */
  readonly wholeBucket: boolean
  /** Days until objects expire; a date counts from the time of the event, and is 0 when past. */
  readonly expiryDays?: number
  /** Days until versions that are no longer current expire. */
  readonly noncurrentDays?: number
}
