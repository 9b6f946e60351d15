import type { ActivityEvent, BucketEncryptionFact } from '#events'
import { filledTextOf, isObject, type JsonValue, listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { ownerInArn } from '../scalars.ts'
import { textsOf } from '../texts.ts'

/**
 * How a call leaves the default encryption of a bucket. No real record with `BlockedEncryptionTypes` was at hand: its place is
 * taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
export function readEncryption(event: ActivityEvent): BucketEncryptionFact {
  if (event.action.startsWith('Delete')) return { removed: true, blockedTypes: [] }
  const configuration = memberAt(parametersOf(event), 'serversideencryptionconfiguration')
  const rules = listOf(memberAt(configuration, 'rule') ?? memberAt(configuration, 'rules'))
  const defaults = rules.map(rule => memberAt(rule, 'applyserversideencryptionbydefault'))
  const algorithm = firstText(defaults, 'ssealgorithm')
  const kmsKey = firstText(defaults, 'kmsmasterkeyid')
  const kmsAccount = ownerInArn(kmsKey)
  return {
    removed: false,
    ...(algorithm !== undefined && { algorithm }),
    ...(kmsKey !== undefined && { kmsKey }),
    ...(kmsAccount !== undefined && { kmsAccount }),
    blockedTypes: rules.flatMap(rule => blockedIn(memberAt(rule, 'blockedencryptiontypes'))),
  }
}

const firstText = (defaults: readonly (JsonValue | undefined)[], name: string): string | undefined =>
  defaults.map(each => filledTextOf(memberAt(each, name))).find(text => text !== undefined)

const blockedIn = (value: JsonValue | undefined): readonly string[] =>
  textsOf(isObject(value) ? memberAt(value, 'encryptiontype') : value)
