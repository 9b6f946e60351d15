import type { ActivityEvent, OwnershipFact } from '#events'
import { filledTextOf, listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/**
 * Whether ACLs count in a bucket. Without controls they do, as in buckets from before there were any.
 * No real record of PutBucketOwnershipControls was at hand: its body is taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function readOwnership(event: ActivityEvent): OwnershipFact | undefined {
  if (event.action === 'DeleteBucketOwnershipControls') return { aclsEnabled: true, deleted: true }
  const parameters = parametersOf(event)
  const rules = listOf(
    memberAt(parameters, 'ownershipcontrols', 'rule') ?? memberAt(parameters, 'ownershipcontrols', 'rules'),
  )
  const stated = rules.map(rule => filledTextOf(memberAt(rule, 'objectownership'))).find(text => text !== undefined)
  const objectOwnership = stated ?? filledTextOf(memberAt(parameters, 'x-amz-object-ownership'))
  if (objectOwnership === undefined) return event.action === 'CreateBucket' ? undefined : { deleted: false }
  return { objectOwnership, aclsEnabled: objectOwnership.toLowerCase() !== 'bucketownerenforced', deleted: false }
}
