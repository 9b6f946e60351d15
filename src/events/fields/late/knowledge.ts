import type { Observation } from '../../observation.ts'
import { bothLogs, type Field, type FieldGroup, type FieldValue } from '../field.ts'
import { accountPaths, bucketPaths } from '../record-paths.ts'
import { type FieldHead, lateField, type Settled } from './late-field.ts'
import { lifeFields } from './lifetime.ts'

const learnt = 'the configuration and all logs'

const actorPaths = [
  'recipientAccountId',
  'sourceIPAddress',
  'userIdentity.accountId',
  'userIdentity.arn',
  'userIdentity.invokedBy',
  'userIdentity.principalId',
  'userIdentity.type',
]
/** Where the owners of buckets are told. */
const ownerPaths = ['resources']

/** A list of accounts, less the record's, the own and the known ones. */
const externalOf = (base: Field, name: string, meaning: string): Field => {
  const isList = base.name.endsWith('[]')
  return lateField(
    headOf(name, meaning, base),
    observation => [observation.event.account, ...textsOf(base.read(observation))],
    ([own, ...accounts], knowledge) => {
      // Of a record that names no account, nobody can say who is a stranger to it.
      if (!own) return undefined
      const strangers = accounts.filter(account => account !== own && !knowledge.isKnown(account))
      return isList ? someOf(strangers) : strangers[0]
    },
    ([own, ...accounts]) => (!own || accounts.every(account => account === own) ? absent : undefined),
  )
}

const absent: Settled = { value: undefined }
const no: Settled = { value: false }

const headOf = (name: string, meaning: string, { name: baseName, paths, logs }: Field): FieldHead => ({
  name,
  type: 'string',
  meaning,
  source: `\`${baseName}\`, and ${learnt}`,
  logs,
  paths: [...new Set([...paths, ...accountPaths])],
})

const textsOf = (value: FieldValue): string[] =>
  Array.isArray(value) ? value.flatMap(textsOf) : value === undefined || value === null ? [] : [String(value)]

const someOf = (texts: readonly string[]): FieldValue => (texts.length > 0 ? [...new Set(texts)] : undefined)

/** Each field of accounts, and the one that judges it. */
const judged: readonly (readonly [base: string, name: string, meaning: string])[] = [
  ['s3.policy.accounts', 's3.policy.external_accounts[]', 'Accounts that the policy admits and nobody knows.'],
  [
    's3.policy.source_accounts',
    's3.policy.external_source_accounts[]',
    'Accounts for which an admitted service may act and that nobody knows.',
  ],
  [
    's3.policy.spared_accounts',
    's3.policy.external_spared_accounts[]',
    'Accounts that nobody knows, whose principals alone a `Deny` of the data spares.',
  ],
  ['s3.replication.foreign_accounts', 's3.replication.external_accounts[]', 'Stated accounts that nobody knows.'],
  ['s3.copy.accounts', 's3.copy.external_accounts[]', 'Owners of the buckets of a copy whom nobody knows.'],
  ['s3.notification.accounts', 's3.notification.external_accounts[]', 'Accounts of the targets that nobody knows.'],
  ['s3.export.accounts', 's3.export.external_accounts[]', 'Owners of the destination whom nobody knows.'],
  [
    's3.access_point.account',
    's3.access_point.external_accounts[]',
    'The owner of the bucket behind an access point, when nobody knows it.',
  ],
  [
    's3.access_grant.account',
    's3.access_grant.external_accounts[]',
    'The account of a grantee of Access Grants, when nobody knows it.',
  ],
  [
    's3.encryption.kms_account',
    's3.encryption.external_kms_account',
    'The account of the default encryption’s key, when nobody knows it.',
  ],
  ['s3.object.kms_account', 's3.object.external_kms_account', 'The account of the object’s key, when nobody knows it.'],
  [
    's3.datasync.destination_account',
    's3.datasync.external_accounts[]',
    'The account of a task’s destination, when nobody knows it.',
  ],
  ['kms.policy_accounts', 'kms.external_accounts[]', 'Accounts that the key policy admits and nobody knows.'],
]

const callerField = lateField(
  {
    name: 'actor.external',
    type: 'boolean',
    meaning:
      'The caller’s account is neither the record’s, nor own, nor known. False for AWS services and anonymous callers; absent while no own account is known.',
    source: `\`actor.account\`, and ${learnt}`,
    logs: bothLogs,
    paths: actorPaths,
  },
  ({ event: { actor, account } }) =>
    actor.kind === 'aws-service' || actor.kind === 'anonymous' ? [] : [account, actor.account ?? ''],
  ([own, account], knowledge) => {
    if (account === undefined) return false
    if (account === '') return undefined
    if (account === own || knowledge.isKnown(account)) return false
    return knowledge.knowsOwnAccounts ? true : undefined
  },
  ([own, account]) => {
    if (account === undefined || (account !== '' && account === own)) return no
    return account === '' ? absent : undefined
  },
)

const asksBucket = ({ event: { bucket } }: Observation): string[] => (bucket === undefined ? [] : [bucket])

const bucketFields: readonly Field[] = [
  lateField(
    {
      name: 'bucket.log_target',
      type: 'boolean',
      meaning: 'A trail or access logging delivers to the bucket, or AWS named it for logs.',
      source: `\`s3.bucket\`, and ${learnt}`,
      logs: bothLogs,
      paths: bucketPaths,
    },
    asksBucket,
    ([bucket], knowledge) => (bucket === undefined ? undefined : knowledge.isLogBucket(bucket)),
  ),
  lateField(
    {
      name: 'bucket.own',
      type: 'boolean',
      meaning: 'The bucket belongs to an own account; absent when nothing tells whose it is.',
      source: `\`s3.bucket\`, and ${learnt}`,
      logs: bothLogs,
      paths: [...bucketPaths, ...ownerPaths],
    },
    asksBucket,
    ([bucket], knowledge) => (bucket === undefined ? undefined : knowledge.isOwnBucket(bucket)),
  ),
]

/** @param fieldOf the catalogue of the other fields. */
export function knowledgeFields(fieldOf: (name: string) => Field | undefined): FieldGroup {
  const base = (name: string): Field => {
    const field = fieldOf(name)
    if (field === undefined) throw new Error(`there is no field ${name} to judge`)
    return field
  }
  const destinations = base('s3.replication.destination_buckets')
  const exported = base('s3.export.destination_bucket')
  return {
    title: 'Known in the end',
    about:
      'What depends on all logs together. An account is own when the configuration names it or a record belongs to it; a bucket is for logs when a trail or access logging is pointed at it; a bucket is own when an own account made it, when it has an access log, or when a record names an own account as its owner. What nobody knows is what neither the configuration nor the logs tell. These fields are late, like some of DataSync’s: a rule of kind `match` may use them in searches of their own, and is judged when everything has been read.',
    fields: [
      callerField,
      ...bucketFields,
      ...lifeFields,
      ...judged.map(([name, external, meaning]) => externalOf(base(name), external, meaning)),
      lateField(
        {
          ...headOf(
            's3.replication.unknown_destinations[]',
            'Destinations that are not known to be own.',
            destinations,
          ),
          paths: [...destinations.paths, ...ownerPaths],
        },
        observation => textsOf(destinations.read(observation)),
        (buckets, knowledge) => someOf(buckets.filter(bucket => knowledge.isOwnBucket(bucket) !== true)),
      ),
      lateField(
        {
          ...headOf(
            's3.export.foreign_bucket',
            'The destination, when it is known to be of another account.',
            exported,
          ),
          paths: [...exported.paths, ...ownerPaths],
        },
        observation => textsOf(exported.read(observation)),
        ([bucket], knowledge) => (bucket !== undefined && knowledge.isOwnBucket(bucket) === false ? bucket : undefined),
        ([bucket]) => (bucket === undefined ? absent : undefined),
      ),
    ],
  }
}
