import type { ActivityEvent, PublicAccessBlockFact, PublicAccessBlockFlags } from '#events'
import type { JsonValue } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { isTrue } from '../scalars.ts'

const levels: ReadonlyMap<string, PublicAccessBlockFact['level']> = new Map([
  ['PutBucketPublicAccessBlock', 'bucket'],
  ['DeleteBucketPublicAccessBlock', 'bucket'],
  ['PutAccountPublicAccessBlock', 'account'],
  ['DeleteAccountPublicAccessBlock', 'account'],
  ['CreateAccessPoint', 'access-point'],
  ['CreateMultiRegionAccessPoint', 'access-point'],
])

const allOff: PublicAccessBlockFlags = flagsIn(undefined)

/**
 * How a call leaves Block Public Access. A flag that the body leaves out is off; an access point that is made without a body has
 * all of them on, so that nothing is said about it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html
 */
export function readPublicAccessBlock(event: ActivityEvent): PublicAccessBlockFact | undefined {
  const level = levels.get(event.action)
  if (level === undefined) return undefined
  if (event.action.startsWith('Delete')) return { level, deleted: true, flags: allOff }
  const body = bodyOf(event)
  if (body === undefined) return level === 'access-point' ? undefined : { level, deleted: false }
  return { level, deleted: false, flags: flagsIn(body) }
}

function bodyOf(event: ActivityEvent): JsonValue | undefined {
  const parameters = parametersOf(event)
  const name = 'publicaccessblockconfiguration'
  return (
    memberAt(parameters, name) ??
    memberAt(parameters, 'createaccesspointrequest', name) ??
    memberAt(parameters, 'createmultiregionaccesspointrequest', 'details', 'publicaccessblock')
  )
}

function flagsIn(body: JsonValue | undefined): PublicAccessBlockFlags {
  return {
    BlockPublicAcls: isTrue(memberAt(body, 'blockpublicacls')),
    IgnorePublicAcls: isTrue(memberAt(body, 'ignorepublicacls')),
    BlockPublicPolicy: isTrue(memberAt(body, 'blockpublicpolicy')),
    RestrictPublicBuckets: isTrue(memberAt(body, 'restrictpublicbuckets')),
  }
}
