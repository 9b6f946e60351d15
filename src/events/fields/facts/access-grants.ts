import type { FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { factField } from './fact-field.ts'

const grant = factField('access_grant', 'the parameters of the call', [
  ...parameterPaths(
    'CreateAccessGrantRequest',
    'CreateAccessGrantsLocationRequest',
    'UpdateAccessGrantsLocationRequest',
    'Grantee',
    'Permission',
    'S3SubPrefix',
    'AccessGrantsLocationConfiguration',
    'LocationScope',
    'IAMRoleArn',
  ),
  'responseElements',
  ...accountPaths,
])

export const accessGrantFields: FieldGroup = {
  title: 'Access Grants',
  about:
    'What `CreateAccessGrant`, `CreateAccessGrantsLocation` and `UpdateAccessGrantsLocation` give. The shape of these records is taken from the API.',
  fields: [
    grant(
      'grantee',
      'string',
      'Who gets access: an ARN of IAM, or an id of a directory.',
      facts => facts.accessGrant?.grantee,
    ),
    grant(
      'account',
      'string',
      'The account of the grantee, when it is another than the record’s.',
      facts => facts.accessGrant?.foreignAccount,
    ),
    grant('permission', 'string', '`READ`, `WRITE` or `READWRITE`.', facts => facts.accessGrant?.permission),
    grant('scope', 'string', 'What it covers, e.g. `s3://bucket/prefix*`.', facts => facts.accessGrant?.scope),
    grant('all_buckets', 'boolean', 'The location is all of S3: `s3://`.', facts => facts.accessGrant?.allBuckets),
    grant('role', 'string', 'The role with which a location reaches its buckets.', facts => facts.accessGrant?.role),
  ],
}
