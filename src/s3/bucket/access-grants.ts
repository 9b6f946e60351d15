import type { AccessGrantFact, ActivityEvent } from '#events'
import { filledTextOf, type JsonObject, type JsonValue, memberOf, objectOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { othersThan, ownerInArn } from '../scalars.ts'

/**
 * A grant of S3 Access Grants, or a location from which grants are made. No real record was at hand: the shape is taken from the API,
 * whose parameters stand in an element named after the request, in any letter case.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessGrant.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessGrantsLocation.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_UpdateAccessGrantsLocation.html
 */
export function readAccessGrant(event: ActivityEvent): AccessGrantFact {
  const parameters = parametersOf(event)
  const request = objectOf(memberOf(parameters, `${event.action.toLowerCase()}request`)) ?? parameters
  const grantee = filledTextOf(memberAt(request, 'grantee', 'granteeidentifier'))
  const [foreignAccount] = othersThan(event.account, [ownerInArn(grantee)])
  const permission = filledTextOf(memberOf(request, 'permission'))
  const location = filledTextOf(memberOf(request, 'locationscope'))
  const role = filledTextOf(memberOf(request, 'iamrolearn'))
  const scope = scopeIn(event.raw.responseElements, event.action) ?? location
  return {
    ...(grantee !== undefined && { grantee }),
    ...(foreignAccount !== undefined && { foreignAccount }),
    ...(permission !== undefined && { permission }),
    ...(scope !== undefined && { scope }),
    allBuckets: location === 's3://',
    ...(role !== undefined && { role }),
  }
}

/** Only the answer says what a grant covers: the request names a location by its id and a prefix below it. */
function scopeIn(answer: JsonValue | undefined, action: string): string | undefined {
  const elements: JsonObject | undefined = objectOf(answer)
  const result = objectOf(memberAt(elements, `${action.toLowerCase()}result`)) ?? elements
  return filledTextOf(memberAt(result, 'grantscope'))
}
