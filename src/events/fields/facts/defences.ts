import type { S3Facts } from '../../facts/index.ts'
import type { FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { bodyField, factField, fieldsOf, known } from './fact-field.ts'

const block = factField('public_access_block', '`requestParameters.PublicAccessBlockConfiguration`', [
  ...parameterPaths('PublicAccessBlockConfiguration', 'CreateAccessPointRequest'),
])
const flagsOf = (facts: S3Facts) => facts.publicAccessBlock?.flags
const offOf = (facts: S3Facts) => {
  const flags = flagsOf(facts)
  return flags && Object.entries(flags).flatMap(([name, on]) => (on ? [] : [name]))
}

export const publicAccessBlockFields: FieldGroup = {
  title: 'Block Public Access',
  about:
    'How `PutBucketPublicAccessBlock`, `PutAccountPublicAccessBlock`, their deletions and `CreateAccessPoint` leave the four flags. A flag that is left out is off.',
  fields: [
    block('level', 'string', '`bucket`, `account` or `access-point`.', facts => facts.publicAccessBlock?.level),
    block('block_public_acls', 'boolean', 'Public ACLs are refused.', facts => flagsOf(facts)?.BlockPublicAcls),
    block('ignore_public_acls', 'boolean', 'Public ACLs are ignored.', facts => flagsOf(facts)?.IgnorePublicAcls),
    block('block_public_policy', 'boolean', 'Public policies are refused.', facts => flagsOf(facts)?.BlockPublicPolicy),
    block(
      'restrict_public_buckets',
      'boolean',
      'A public policy admits only the own account and AWS services.',
      facts => flagsOf(facts)?.RestrictPublicBuckets,
    ),
    block('off[]', 'string', 'AWS’s names of the flags that are off.', facts => known(offOf(facts))),
    block('weakened', 'boolean', 'Some flag is off, or the configuration is deleted.', facts => {
      const off = offOf(facts)
      return off && off.length > 0
    }),
    block('deleted', 'boolean', 'The configuration is deleted.', facts => facts.publicAccessBlock?.deleted),
  ],
}

const ownership = factField(
  'ownership',
  '`requestParameters.OwnershipControls`, or the header of `CreateBucket`',
  parameterPaths('OwnershipControls', 'x-amz-object-ownership'),
)

export const ownershipFields: FieldGroup = {
  title: 'Object Ownership',
  about: 'What `PutBucketOwnershipControls`, its deletion and `CreateBucket` say about ACLs.',
  fields: [
    ownership(
      'object_ownership',
      'string',
      '`BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`.',
      facts => facts.ownership?.objectOwnership,
    ),
    ownership('acls_enabled', 'boolean', 'ACLs count from now on.', facts => facts.ownership?.aclsEnabled),
    ownership('deleted', 'boolean', 'The controls are deleted.', facts => facts.ownership?.deleted),
  ],
}

const logging = bodyField('logging', 'BucketLoggingStatus')

export const loggingFields: FieldGroup = {
  title: 'Server access logging',
  about: 'What `PutBucketLogging` sets. Without a target it switches logging off.',
  fields: [
    logging('enabled', 'boolean', 'Access logs are delivered from now on.', facts => facts.logging?.enabled),
    logging('disabled', 'boolean', 'Access logs are no longer delivered.', ({ logging: status }) =>
      status?.enabled === undefined ? undefined : !status.enabled,
    ),
    logging('target_bucket', 'string', 'The bucket they go to.', facts => facts.logging?.targetBucket),
    logging('target_prefix', 'string', 'The prefix they get.', facts => facts.logging?.targetPrefix),
  ],
}

const trail = fieldsOf('trail', 'the parameters of the call to CloudTrail', [
  ...parameterPaths('Name', 'TrailName', 'S3BucketName', 'EventSelectors', 'AdvancedEventSelectors', 'EventDataStore'),
  ...accountPaths,
])

export const trailFields: FieldGroup = {
  title: 'Trails',
  about: 'What a call changes about a trail of CloudTrail.',
  fields: [
    trail('name', 'string', 'The trail, without the ARN around its name.', facts => facts.trail?.name),
    trail('bucket', 'string', 'The bucket that it is told to deliver to.', facts => facts.trail?.bucket),
    trail('stopped', 'boolean', 'It no longer records.', facts => facts.trail?.stopped),
    trail('deleted', 'boolean', 'It is deleted.', facts => facts.trail?.deleted),
    trail(
      'data_events_cut',
      'boolean',
      'Its selectors leave out reads or writes of objects, in some bucket or in all.',
      facts => facts.trail?.selectors?.dataEventsCut,
    ),
    trail(
      'management_events_cut',
      'boolean',
      'Its selectors leave out management events that read or write.',
      facts => facts.trail?.selectors?.managementEventsCut,
    ),
    trail('excluded_buckets[]', 'string', 'The buckets, with prefix, that a selector excludes.', facts =>
      known(facts.trail?.selectors?.excludedBuckets),
    ),
  ],
}

const lock = factField('object_lock', 'the parameters of the call, or its headers', [
  ...parameterPaths(
    'ObjectLockConfiguration',
    'Retention',
    'LegalHold',
    'x-amz-bucket-object-lock-enabled',
    'x-amz-object-lock-mode',
    'x-amz-object-lock-retain-until-date',
    'x-amz-object-lock-legal-hold',
  ),
  'eventTime',
])

export const objectLockFields: FieldGroup = {
  title: 'Object Lock',
  about:
    'What `PutBucketObjectLockConfiguration`, `PutObjectRetention`, `PutObjectLegalHold` and the headers of uploads say about retention.',
  fields: [
    lock('mode', 'string', '`COMPLIANCE` or `GOVERNANCE`.', facts => facts.objectLock?.mode),
    lock(
      'days',
      'number',
      'Length of the retention in days; one with a date counts from the event.',
      facts => facts.objectLock?.days,
    ),
    lock('retain_until', 'string', 'Until when an object is kept, as written.', facts => facts.objectLock?.retainUntil),
    lock('legal_hold', 'boolean', 'A legal hold is set (true) or lifted.', facts => facts.objectLock?.legalHold),
    lock('enabled', 'boolean', 'Object Lock, or a retention, is set.', facts => facts.objectLock?.enabled),
    lock('removed', 'boolean', 'A retention or a legal hold is taken away.', facts => facts.objectLock?.removed),
  ],
}
