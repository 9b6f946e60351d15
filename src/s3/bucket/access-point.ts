import type { AccessPointFact, ActivityEvent } from '#events'
import { type AccountId, filledTextOf, isObject, type JsonObject, type JsonValue, listOf, memberOf } from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'
import { memberAt, parametersOf } from '../member-at.ts'
import { accountIdOf, othersThan, ownerInArn } from '../scalars.ts'

export const accessPointCalls: readonly string[] = ['Create', 'Delete'].flatMap(verb => [
  `${verb}AccessPoint`,
  `${verb}AccessPointForObjectLambda`,
  `${verb}MultiRegionAccessPoint`,
])

/**
 * The access point that a call creates, deletes or changes. No real record was at hand: the shape is taken from the API, whose
 * parameters stand in an element named after the request, in any letter case.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPointForObjectLambda.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateMultiRegionAccessPoint.html
 */
export function readAccessPoint(event: ActivityEvent): AccessPointFact {
  const levels = levelsOf(parametersOf(event))
  const find = (name: string): JsonValue | undefined =>
    levels.map(level => memberOf(level, name)).find(value => value !== undefined && value !== '')
  const regions = listOf(memberAt(find('regions'), 'region') ?? find('regions'))
  const supporting = filledTextOf(find('supportingaccesspoint'))
  const bucket = [find('bucket'), ...regions.map(region => memberAt(region, 'bucket'))].map(filledTextOf)
  const accounts = [
    accountIdOf(find('bucketaccountid')),
    ...regions.map(region => accountIdOf(memberAt(region, 'bucketaccountid'))),
    ownerInArn(supporting),
  ]
  const name = filledTextOf(find('accesspointname') ?? find('name') ?? find('mrap'))
  return {
    ...(name !== undefined && { name }),
    ...bucketPart(bucket.find(text => text !== undefined)),
    ...accountPart(accounts, event.account),
    ...(event.action === 'CreateAccessPoint' && { vpc: find('vpcid') !== undefined }),
    objectLambda: event.action.endsWith('ForObjectLambda'),
    created: event.action.startsWith('Create'),
    deleted: /^Delete(?!.*Policy)/.test(event.action),
    lambdaArns: functionsIn(find('transformationconfigurations'), 4),
  }
}

/** The elements that a request stands in, and those within it. */
const wrapping =
  /^(?:create|delete|put)(?:multiregion)?accesspoint(?:policy|configuration)?(?:forobjectlambda)?request$|^(?:details|configuration|vpcconfiguration)$/i

/** The parameters, and the elements that wrap a part of them. */
function levelsOf(parameters: JsonObject): readonly JsonObject[] {
  const inner = Object.entries(parameters).flatMap(([name, value]) =>
    wrapping.test(name) && isObject(value) ? levelsOf(value) : [],
  )
  return [parameters, ...inner]
}

const bucketPart = (text: string | undefined): Pick<AccessPointFact, 'bucket'> => {
  const bucket = bucketOfArn(text)
  return bucket === undefined ? {} : { bucket }
}

function accountPart(
  accounts: readonly (AccountId | undefined)[],
  own: AccountId,
): Pick<AccessPointFact, 'bucketAccount' | 'foreignAccount'> {
  const [foreignAccount] = othersThan(own, accounts)
  const bucketAccount = foreignAccount ?? accounts.find(account => account !== undefined)
  return {
    ...(bucketAccount !== undefined && { bucketAccount }),
    ...(foreignAccount !== undefined && { foreignAccount }),
  }
}

function functionsIn(value: JsonValue | undefined, depth: number): readonly string[] {
  const found = listOf(value).flatMap(each => {
    if (!isObject(each) || depth === 0) return []
    return Object.entries(each).flatMap(([name, member]) =>
      name.toLowerCase() === 'functionarn' ? (filledTextOf(member) ?? []) : functionsIn(member, depth - 1),
    )
  })
  return [...new Set(found)]
}
