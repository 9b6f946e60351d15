import type { ActivityEvent, ReplicationFact, ReplicationRule } from '#events'
import { filledTextOf, isObject, type JsonObject, listOf, textOf } from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'
import { memberAt, parametersOf } from '../member-at.ts'
import { accountIdOf, othersThan, ownerInArn } from '../scalars.ts'

/**
 * The rules that PutBucketReplication sets: one is written as an object, several as a list; tools that rewrite records name them as
 * the API does, `Rules`. Records without a body still say that replication was configured.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
 */
export function readReplication(event: ActivityEvent): ReplicationFact {
  const configuration = memberAt(parametersOf(event), 'replicationconfiguration')
  const role = filledTextOf(memberAt(configuration, 'role'))
  const listed = memberAt(configuration, 'rule') ?? memberAt(configuration, 'rules')
  const rules = listOf(listed).filter(isObject).map(readRule)
  const accounts = [...rules.map(rule => rule.destinationAccount), ownerInArn(role)]
  return { ...(role !== undefined && { role }), rules, foreignAccounts: othersThan(event.account, accounts) }
}

function readRule(rule: JsonObject): ReplicationRule {
  const id = filledTextOf(memberAt(rule, 'id'))
  const bucket = bucketOfArn(textOf(memberAt(rule, 'destination', 'bucket')))
  const owner = accountIdOf(memberAt(rule, 'destination', 'account'))
  return {
    ...(id !== undefined && { id }),
    enabled: textOf(memberAt(rule, 'status'))?.toLowerCase() !== 'disabled',
    ...(bucket !== undefined && { destinationBucket: bucket }),
    ...(owner !== undefined && { destinationAccount: owner }),
  }
}
