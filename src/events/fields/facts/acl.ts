import type { AclGrant } from '../../facts/index.ts'
import type { FieldGroup, FieldValue } from '../field.ts'
import { parameterPaths } from '../record-paths.ts'
import { factField, known } from './fact-field.ts'

const headers = [
  'x-amz-acl',
  ...['read', 'read-acp', 'write', 'write-acp', 'full-control'].map(name => `x-amz-grant-${name}`),
]
const acl = factField(
  'acl',
  'a body, a canned ACL or grant headers in `requestParameters`',
  parameterPaths('AccessControlPolicy', 'accessControlList', 'ACL', 'acl', ...headers),
)
const writes = new Set(['WRITE', 'WRITE_ACP', 'FULL_CONTROL'])

export const aclFields: FieldGroup = {
  title: 'Access control lists',
  about:
    'The grants that `PutBucketAcl`, `CreateBucket`, `PutObjectAcl`, `PutObject`, `CopyObject` and `CreateMultipartUpload` make, in whichever form they are written.',
  fields: [
    acl('target', 'string', '`bucket` or `object`.', facts => facts.acl?.target),
    acl('canned', 'string', 'The canned ACL that was named, e.g. `public-read`.', facts => facts.acl?.canned),
    acl(
      'public',
      'boolean',
      'Some grant is to everyone or to any AWS account.',
      facts => facts.acl && facts.acl.publicGrants.length > 0,
    ),
    acl('public_write', 'boolean', 'Some public grant allows to write, or to change the ACL.', facts =>
      facts.acl?.publicGrants.some(grant => writes.has(grant.permission)),
    ),
    acl('public_grants[].permission', 'string', '`READ`, `WRITE`, `READ_ACP`, `WRITE_ACP` or `FULL_CONTROL`.', facts =>
      all(facts.acl?.publicGrants, grant => grant.permission),
    ),
    acl('public_grants[].grantee', 'string', 'The URI of the group that was granted.', facts =>
      all(facts.acl?.publicGrants, grant => grant.grantee),
    ),
    acl('public_grants[].grantee_kind', 'string', '`all-users` or `authenticated-users`.', facts =>
      all(facts.acl?.publicGrants, grant => grant.granteeKind),
    ),
    acl('public_grants[].form', 'string', '`body`, `canned` or `header`: how it was written.', facts =>
      all(facts.acl?.publicGrants, grant => grant.form),
    ),
    acl('grants[].permission', 'string', 'The permission of each grant.', facts =>
      all(facts.acl?.grants, grant => grant.permission),
    ),
    acl('grants[].grantee', 'string', 'Group URI, canonical id or e-mail address of each grant.', facts =>
      all(facts.acl?.grants, grant => grant.grantee),
    ),
    acl('grants[].grantee_kind', 'string', 'The kind of each grantee, e.g. `canonical-user`.', facts =>
      all(facts.acl?.grants, grant => grant.granteeKind),
    ),
    acl('other_grantees[]', 'string', 'Canonical ids other than the stated owner’s, and e-mail addresses.', facts =>
      known(facts.acl?.grants.filter(grant => isOther(grant, facts.acl?.owner)).map(grant => grant.grantee)),
    ),
    acl('email_grantees[]', 'string', 'The grantees that are named by e-mail address.', facts =>
      known(facts.acl?.grants.filter(grant => grant.granteeKind === 'email').map(grant => grant.grantee)),
    ),
    acl(
      'owner_dropped',
      'boolean',
      'The body of the call names the owner, and no grant leaves it full control.',
      ({ acl: fact }) =>
        fact?.owner === undefined
          ? undefined
          : !fact.grants.some(grant => grant.grantee === fact.owner && grant.permission === 'FULL_CONTROL'),
    ),
  ],
}

const isOther = (grant: AclGrant, owner: string | undefined): boolean =>
  grant.granteeKind === 'email' || (grant.granteeKind === 'canonical-user' && grant.grantee !== owner)

/** One value for each grant, so that lists of different members correspond; undefined for no grants. */
const all = (grants: readonly AclGrant[] | undefined, read: (grant: AclGrant) => string): FieldValue =>
  grants && grants.length > 0 ? grants.map(read) : undefined
