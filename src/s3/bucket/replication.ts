import type { ReplicationFact, ReplicationRule } from '#events'
import {
  type AccountId,
  accountOfArn,
  asAccountId,
  filledTextOf,
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  textOf,
} from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'

/**
 * The rules that PutBucketReplication sets: one is written as an object, several as a list. Records without a
 * body still say that replication was configured.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
 */
export function readReplication(parameters: JsonObject | undefined, account: AccountId): ReplicationFact {
  const configuration = objectOf(parameters?.ReplicationConfiguration)
  const role = filledTextOf(configuration?.Role)
  const rules = listOf(configuration?.Rule).filter(isObject).map(readRule)
  const stated = rules.map(rule => rule.destinationAccount)
  const foreign = [...stated, role === undefined ? undefined : accountOfArn(role)].filter(
    other => other !== undefined && account !== '' && other !== account,
  )
  return { ...(role !== undefined && { role }), rules, foreignAccounts: [...new Set(foreign)] as AccountId[] }
}

function readRule(rule: JsonObject): ReplicationRule {
  const destination = objectOf(rule.Destination)
  const id = filledTextOf(rule.ID)
  const bucket = bucketOfArn(textOf(destination?.Bucket))
  const owner = filledTextOf(destination?.Account)
  return {
    ...(id !== undefined && { id }),
    enabled: textOf(rule.Status)?.toLowerCase() !== 'disabled',
    ...(bucket !== undefined && { destinationBucket: bucket }),
    ...(owner !== undefined && { destinationAccount: asAccountId(owner.padStart(12, '0')) }),
  }
}
