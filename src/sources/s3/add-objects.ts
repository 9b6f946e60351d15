import { awsProblems } from '../aws/problems.ts'
import type { Listing } from '../listing.ts'
import type { KeyScope } from './key-scope.ts'
import { listObjects } from './list-objects.ts'
import { parseS3Url, s3Url } from './s3-url.ts'

/** Lists the objects behind `s3://bucket/prefix` that may hold logs of the scope. */
export async function addObjects(
  url: string,
  listing: Listing,
  scope: KeyScope,
  onListed?: (objects: number) => void,
): Promise<void> {
  const place = parseS3Url(url)
  if (!place) {
    listing.report(awsProblems.badUrl(url))
    return
  }
  const { bucket } = place
  const signal = new AbortController().signal
  const found = await listObjects(place, { scopeOf: () => scope, signal, ...(onListed && { onListed }) })
  for (const { key, etag, size } of found.objects) {
    const object = { bucket, key, size, ...(etag !== undefined && { etag }) }
    listing.addObject(s3Url({ bucket, prefix: key }), object, size)
  }
  for (const [reason, what] of found.leftOut) listing.leaveOut(reason, what)
  for (const { issue } of found.failures.values()) listing.report(issue)
  if (found.archived > 0) listing.report(awsProblems.archivedAmong(url, found.archived))
  listing.requests += found.requests
  const nothing = found.objects.length + found.archived + found.leftOut.size + found.failures.size === 0
  if (nothing) listing.report(awsProblems.noObjects(url))
}
