import { digest53, resalt53 } from '#primitives'
import type { Outcome } from './activity-event.ts'
import { operationOf } from './operation.ts'

/** What besides its id tells one thing that a request did from another: it may delete many objects, or read one and write another. */
export interface RequestDeed {
  /** As either log calls it. */
  readonly action: string
  readonly bucket: string | undefined
  readonly outcome: Outcome
  /** The version that was asked for. */
  readonly version: string | undefined
}

/** The same for all requests that do the same, whichever log tells of them. */
export const saltOfDeed = ({ action, bucket = '', outcome, version = '' }: RequestDeed): number =>
  digest53(`${operationOf(action)} ${bucket} ${outcome} ${version}`)

/**
 * Whether S3 made the id: 16 letters and digits, in both logs. Samples and redacted logs reuse made-up ids, which tell nothing:
 * `3E57427F3EXAMPLE`, `EXAMPLE123456789`, `XXXXXXXXXXXXXXXX`, `1234567890ABCDEF`.
 */
export function isRequestId(id: string): boolean {
  if (id.length !== 16) return false
  let steps = 0
  let before = 0
  for (let index = 0; index < 16; index++) {
    const code = id.charCodeAt(index)
    if (code < 48 || code > 90 || (code > 57 && code < 65)) return false
    if (code === before || code === before + 1) steps++
    before = code
  }
  return steps < mostSteps && !id.startsWith('EXAMPLE') && !id.endsWith('EXAMPLE')
}

/** Of the 15 pairs of neighbours, those that are the same or follow one another. Hardly any id that S3 makes has nine. */
const mostSteps = 9

/**
 * A digest of a request and of the object that it was about.
 *
 * @param key decoded; absent for requests about a bucket.
 */
export const requestDigest = (requestId: string, key: string | undefined): number =>
  digest53(requestId, key === undefined ? 0 : digest53(key))

const minute = 60_000

/**
 * The identity of an event or line that tells of a request: that of both, where both logs tell of it. Logs that were made up have one
 * id for many requests: those of different minutes stay apart.
 *
 * @param time epoch milliseconds.
 */
export const requestIdentity = (request: number, salt: number, time: number): number =>
  resalt53(request, salt ^ Math.imul(Math.floor(time / minute), 2654435761))
