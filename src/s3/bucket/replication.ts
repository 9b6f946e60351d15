import type { ActivityEvent, ReplicationFact, ReplicationRule } from '#events'
import { filledTextOf, isObject, type JsonObject, listOf, objectOf, textOf } from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'
import { parametersOf } from '../member-at.ts'
import { accountIdOf, othersThan, ownerInArn } from '../scalars.ts'

/**
 * The rules that PutBucketReplication sets: one is written as an object, several as a list. Records without a
 * body still say that replication was configured.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
 */
export function readReplication(event: ActivityEvent): ReplicationFact {
  const configuration = objectOf(parametersOf(event).ReplicationConfiguration)
  const role = filledTextOf(configuration?.Role)
  const rules = listOf(configuration?.Rule).filter(isObject).map(readRule)
  const accounts = [...rules.map(rule => rule.destinationAccount), ownerInArn(role)]
  return { ...(role !== undefined && { role }), rules, foreignAccounts: othersThan(event.account, accounts) }
}

function readRule(rule: JsonObject): ReplicationRule {
  const destination = objectOf(rule.Destination)
  const id = filledTextOf(rule.ID)
  const bucket = bucketOfArn(textOf(destination?.Bucket))
  const owner = accountIdOf(destination?.Account)
  return {
    ...(id !== undefined && { id }),
    enabled: textOf(rule.Status)?.toLowerCase() !== 'disabled',
    ...(bucket !== undefined && { destinationBucket: bucket }),
    ...(owner !== undefined && { destinationAccount: owner }),
  }
}
