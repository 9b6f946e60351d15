import type { ActivityEvent, KeyPolicyMeaning, S3Facts } from '#events'
import { filledTextOf, listOf, memberOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { evaluatePolicy } from '../policy/evaluate.ts'
import { othersThan, ownerInArn } from '../scalars.ts'

/** The calls that change a key, as opposed to using it. */
const calls: ReadonlySet<string> = new Set([
  'CreateKey',
  'PutKeyPolicy',
  'CreateGrant',
  'DisableKey',
  'EnableKey',
  'ScheduleKeyDeletion',
  'CancelKeyDeletion',
  'ImportKeyMaterial',
  'DeleteImportedKeyMaterial',
  'GetParametersForImport',
  'ReplicateKey',
  'DisableKeyRotation',
  'UpdateAlias',
  'DeleteAlias',
])

/**
 * What a call changes about a KMS key. Its policy is judged by the same rules as a bucket's.
 * https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 */
export function readKmsFacts(event: ActivityEvent): S3Facts | undefined {
  if (!calls.has(event.action)) return undefined
  const names = namesIn(event)
  const [keyId] = names
  const keyArn = keyArnOf(names, event)
  const policy = event.action === 'CreateGrant' ? grantIn(event) : policyIn(event)
  return {
    kms: {
      ...(keyId !== undefined && { keyId }),
      ...(keyArn !== undefined && { keyArn }),
      ...(policy !== undefined && { policy }),
    },
  }
}

/** The names of the key, as the call gives it first. */
function namesIn(event: ActivityEvent): readonly string[] {
  const parameters = parametersOf(event)
  const answer = event.raw.responseElements
  const stated = [
    memberOf(parameters, 'keyid'),
    memberOf(parameters, 'targetkeyid'),
    memberAt(answer, 'keymetadata', 'arn'),
    memberAt(answer, 'keymetadata', 'keyid'),
    memberAt(answer, 'keyid'),
    ...listOf(event.raw.resources).map(resource => memberAt(resource, 'arn')),
  ]
  return stated.flatMap(name => filledTextOf(name) ?? [])
}

/** A bare id is a key of the account and region of the call: of other accounts, KMS asks for the ARN. */
function keyArnOf(names: readonly string[], event: ActivityEvent): string | undefined {
  const [keyId] = names
  const arn = names.find(name => /^arn:[^:]*:kms:[^:]*:\d*:key\//.test(name))
  if (arn !== undefined || keyId === undefined || !/^(mrk-)?[0-9a-f-]{32,36}$/i.test(keyId)) return arn
  const partition = event.region.startsWith('cn-')
    ? 'aws-cn'
    : event.region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws'
  return event.account === '' ? undefined : `arn:${partition}:kms:${event.region}:${event.account}:key/${keyId}`
}

function policyIn(event: ActivityEvent): KeyPolicyMeaning | undefined {
  const meaning = evaluatePolicy(memberOf(parametersOf(event), 'policy'), event.account, 'kms-key')
  return meaning && { public: meaning.publicStatements.length > 0, accounts: meaning.admitted.accounts }
}

/** A grant admits one principal. */
function grantIn(event: ActivityEvent): KeyPolicyMeaning | undefined {
  const grantee = ownerInArn(filledTextOf(memberOf(parametersOf(event), 'granteeprincipal')))
  return grantee && { public: false, accounts: othersThan(event.account, [grantee]) }
}
