import { digest53, resalt53 } from '#primitives'
import type { Outcome } from './activity-event.ts'

/** What besides its id tells one thing that a request did from another: it may delete many objects, or read one and write another. */
export interface RequestDeed {
  readonly bucket: string | undefined
  readonly outcome: Outcome
  /** The version that was asked for. */
  readonly version: string | undefined
  /** The line about the object that is copied; the other line, and the event of CloudTrail, are about the copy. */
  readonly isSource: boolean
}

/**
 * Whether S3 made the id: 16 letters and digits, in both logs. Samples reuse made-up ids such as `3E57427F3EXAMPLE`, which tell nothing.
 */
export const isRequestId = (id: string): boolean =>
  id.length === 16 && /^[0-9A-Z]+$/.test(id) && !id.endsWith('EXAMPLE')

/**
 * A digest of a request and of the object that it was about.
 *
 * @param key decoded; absent for requests about a bucket.
 */
export const requestDigest = (requestId: string, key: string | undefined): number =>
  digest53(requestId, key === undefined ? 0 : digest53(key))

/** The same for all requests that do the same. */
export const saltOfDeed = ({ bucket = '', outcome, version = '', isSource }: RequestDeed): number =>
  digest53(`${bucket} ${outcome} ${version} ${isSource}`)

const minute = 60_000

/**
 * The identity of an event or line that tells of a request: that of both, where both logs tell of it. Logs that were made up have one
 * id for many requests: those of different minutes stay apart.
 *
 * @param time epoch milliseconds.
 */
export const requestIdentity = (request: number, salt: number, time = 0): number =>
  resalt53(request, salt ^ Math.imul(Math.floor(time / minute), 2654435761))
