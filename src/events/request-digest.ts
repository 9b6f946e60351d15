import { digest53 } from '#primitives'

/**
 * By what both logs tell one request: its id, and the key, since a request that deletes many objects has an event or
 * line for each.
 *
 * @param key decoded; absent for requests about a bucket.
 */
export const requestDigest = (requestId: string, key: string | undefined): number =>
  digest53(requestId, key === undefined ? 0 : digest53(key))
