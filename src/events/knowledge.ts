import type { AccountId, BucketName } from '#primitives'
import type { DataSyncLocationFact } from './facts/index.ts'

/**
 * What configuration and logs together tell about the environment. Complete only when every log has been read: until
 * then an observation has none, and the fields that depend on it are late.
 */
export interface Knowledge {
  /** The account's logs were among those read, or the configuration names it. */
  isOwn(account: string): boolean
  /** The account is an own one, a known partner's, or one of AWS's that delivers logs. */
  isKnown(account: string): boolean
  /** Some own account is known at all; without one nobody can be told to be a stranger. */
  readonly knowsOwnAccounts: boolean
  ownerOf(bucket: string): AccountId | undefined
  /** Undefined when nothing tells whose the bucket is. */
  isOwnBucket(bucket: string): boolean | undefined
  /** A trail or access logging delivers there. */
  isLogBucket(bucket: string): boolean
  locationOf(arn: string): DataSyncLocationFact | undefined
  /** When the bucket was last deleted, in epoch milliseconds. */
  deletionOf(bucket: string): number | undefined
  /** When the trail with a {@link trailKey} was last created, in epoch milliseconds. */
  trailCreationOf(key: string): number | undefined
}

/** Names of trails are unique in an account and region; a call from outside its region must name the trail by its ARN. */
export const trailKey = (account: string, name: string): string => `${account} ${name}`

/** The same as lists, for people: sorted, whole. Wrong knowledge hides findings, so that it is always told. */
export interface KnowledgeSummary {
  readonly ownAccounts: readonly AccountId[]
  readonly knownAccounts: readonly AccountId[]
  readonly logBuckets: readonly BucketName[]
  /** Buckets whose owner the logs tell. */
  readonly buckets: number
  /** There was more than is kept: what was dropped counts as unknown. */
  readonly overflow: boolean
}
