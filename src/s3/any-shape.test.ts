import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloudTrailEventNames, fieldCatalogue, Observation } from '#events'
import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { bucketCalls } from './bucket-calls.ts'
import { objectCalls } from './object-calls.ts'
import { readFacts } from './read-facts.ts'
import { event } from './testing/facts-of.ts'

/** Members that the readers look for, so that generated records lead them deep. */
const names =
  `AccessControlPolicy AccessControlList Grant Grantee URI ID Owner Permission x-amz-acl x-amz-grant-read accessControlList
  VersioningConfiguration Status ReplicationConfiguration Rule Rules Destination Account Role bucketPolicy policy Statement Effect
  Principal Action Condition PublicAccessBlockConfiguration BlockPublicAcls OwnershipControls ObjectOwnership LifecycleConfiguration
  Filter And Prefix Expiration Days Date ServerSideEncryptionConfiguration ApplyServerSideEncryptionByDefault BlockedEncryptionTypes
  BucketLoggingStatus LoggingEnabled TargetBucket NotificationConfiguration QueueConfiguration Queue WebsiteConfiguration
  RoutingRules RoutingRule Redirect CORSConfiguration CORSRule AllowedOrigin ObjectLockConfiguration DefaultRetention Mode Retention
  CreateAccessPointRequest VpcConfiguration Details Regions Region Configuration TransformationConfigurations FunctionArn
  InventoryConfiguration S3BucketDestination Bucket AccountId Operation RoleArn x-amz-copy-source versionId name eventSelectors
  dataResources values advancedEventSelectors fieldSelectors field equals keyId keyMetadata homeDirectory homeDirectoryMappings
  target s3BucketArn s3Config locationArn LogDestination jobId status type ARN accountId X-Amz-Expires`
    .trim()
    .split(/\s+/)

const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.constantFrom<JsonValue>(
      null,
      true,
      '',
      '*',
      'Allow',
      'Enabled',
      'uri="',
      '%',
      '{',
      'arn:aws:kms:::',
      '2026-11-24',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
  ) as fc.Arbitrary<JsonValue>,
}))
const part = fc.oneof(fc.dictionary(fc.constantFrom(...names), value), value)
const record: fc.Arbitrary<JsonObject> = fc.record({
  requestParameters: part,
  responseElements: part,
  additionalEventData: part,
  serviceEventDetails: part,
  tlsDetails: part,
  resources: part,
  cipher_suite: value,
  request_uri: value,
  authentication_type: fc.constantFrom('QueryString', null, 'AuthHeader'),
})

const storage = [...cloudTrailEventNames].filter(([service]) => service.startsWith('s3'))
const services = [...cloudTrailEventNames].filter(([service]) => !service.startsWith('s3'))
const calls = [
  ...[...bucketCalls.keys(), ...objectCalls.keys()].map(action => ['s3.amazonaws.com', action] as const),
  ...services.flatMap(([service, actions]) => [...actions].map(action => [service, action] as const)),
]

test('a record of any shape is read without throwing, and so are its fields', () => {
  fc.assert(
    fc.property(fc.constantFrom(...calls), fc.constantFrom('cloudtrail', 's3-access-log'), record, (call, log, raw) => {
      const [service, action] = call
      const observation = new Observation(
        { ...event, log, service, action, raw, network: { ip: '192.0.2.1' } },
        readFacts,
      )
      for (const field of fieldCatalogue) field.read(observation)
    }),
    { numRuns: 2_000 },
  )
})

/** A record reduced to the paths, as the reader of logs gives it. */
function reduced(raw: JsonObject, paths: readonly string[]): JsonObject {
  const kept: Record<string, JsonValue | undefined> = {}
  for (const path of paths) {
    const [root = '', ...names] = path.split('.')
    const whole = raw[root]
    const name = names.join('.')
    if (names.length === 0 || !isObject(whole)) kept[root] = whole
    else if (Object.hasOwn(whole, name)) {
      const part = kept[root]
      kept[root] = { ...(isObject(part) ? part : {}), [name]: whole[name] }
    } else kept[root] ??= {}
  }
  return kept
}

const factFields = fieldCatalogue.filter(({ name }) => /^(?:s3|trail|kms|transfer)\./.test(name))

test('a field of a fact names all that it is read from', () => {
  fc.assert(
    fc.property(fc.constantFrom(...calls), record, (call, raw) => {
      const [service, action] = call
      const about = { ...event, service, action, network: { ip: '192.0.2.1' } }
      const whole = new Observation({ ...about, raw }, readFacts)
      for (const field of factFields) {
        const value = field.asks === undefined ? field.read(whole) : undefined
        if (value === undefined) continue
        const part = new Observation({ ...about, raw: reduced(raw, field.paths) }, readFacts)
        expect([field.name, field.read(part)]).toEqual([field.name, value])
      }
    }),
    { numRuns: 2_000 },
  )
})

test('every call whose facts are read is one that CloudTrail writes', () => {
  const written = new Set(storage.flatMap(([, actions]) => [...actions]))
  const unknown = [...bucketCalls.keys(), ...objectCalls.keys()].filter(action => !written.has(action))
  // The API's names of two calls are read too, in case CloudTrail should write them.
  expect(unknown).toEqual(['PutObjectLockConfiguration', 'PutBucketAccelerateConfiguration'])
})
