import type { Admitted, S3Facts } from '../../facts/index.ts'
import type { Field, FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { factField, known } from './fact-field.ts'

const policy = factField('policy', 'the policy document in `requestParameters`', [
  ...parameterPaths(
    'bucketPolicy',
    'policy',
    'PutAccessPointPolicyRequest',
    'PutAccessPointPolicyForObjectLambdaRequest',
    'PutMultiRegionAccessPointPolicyRequest',
    'PutAccessGrantsInstanceResourcePolicyRequest',
    'resourcePolicy',
  ),
  ...accountPaths,
])
const meaningOf = (facts: S3Facts) => facts.policy?.meaning

/** The list of one kind of party that the policy admits. */
const admitted = (name: string, meaning: string, read: (admitted: Admitted) => readonly string[]): Field =>
  policy(`${name}[]`, 'string', meaning, facts => {
    const document = meaningOf(facts)
    return document && known(read(document.admitted))
  })

export const policyFields: FieldGroup = {
  title: 'Resource policies',
  about:
    'What `PutBucketPolicy`, the policies of access points, of Access Grants, of table buckets and of vector buckets say, statement by statement. Public has the meaning that Block Public Access gives it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
  fields: [
    policy(
      'target',
      'string',
      '`bucket`, `access-point`, `multi-region-access-point`, `object-lambda-access-point`, `access-grants-instance`, `table-bucket`, `table` or `vector-bucket`.',
      facts => facts.policy?.target,
    ),
    policy('deleted', 'boolean', 'The policy is deleted.', facts => facts.policy?.deleted),
    policy('readable', 'boolean', 'The call has a policy document, and it can be read.', ({ policy: fact }) =>
      fact === undefined ? undefined : fact.meaning !== undefined,
    ),
    policy('public', 'boolean', 'Some statement makes the policy public.', facts => {
      const document = meaningOf(facts)
      return document && document.publicStatements.length > 0
    }),
    policy('public_write', 'boolean', 'Some public statement admits to write, delete or reconfigure.', facts =>
      meaningOf(facts)?.publicStatements.some(({ write }) => write),
    ),
    policy('public_actions[]', 'string', 'The actions of the public statements, as written.', facts =>
      known(meaningOf(facts)?.publicStatements.flatMap(({ actions }) => actions)),
    ),
    policy('public_reasons[]', 'string', 'Why: a sentence for each public statement.', facts =>
      known(meaningOf(facts)?.publicStatements.map(({ reason }) => reason)),
    ),
    admitted('accounts', 'The accounts that are admitted, other than the record’s own.', ({ accounts }) => accounts),
    policy(
      'accounts_may_write',
      'boolean',
      'A statement that admits one of these accounts lets it write, delete or reconfigure.',
      facts => meaningOf(facts)?.admitted.accountsMayWrite,
    ),
    admitted(
      'principals',
      'The ARNs, account ids and unique ids that are admitted and are not of the record’s account.',
      ({ principals }) => principals,
    ),
    admitted('organizations', 'The organizations whose accounts are admitted.', ({ organizations }) => organizations),
    admitted(
      'source_accounts',
      'The accounts, other than the record’s own, for which an admitted service may act.',
      ({ sourceAccounts }) => sourceAccounts,
    ),
    admitted('services', 'The AWS services that are admitted.', ({ services }) => services),
    admitted(
      'unbounded_services',
      'The admitted services that no condition ties to a source (`aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID`, ...).',
      ({ unboundedServices }) => unboundedServices,
    ),
    admitted('canonical_users', 'The canonical user ids that are admitted.', ({ canonicalUsers }) => canonicalUsers),
    admitted('federated', 'The identity providers whose users are admitted.', ({ federated }) => federated),
    policy(
      'denies_everyone',
      'boolean',
      'A `Deny` for everyone, limited by no condition, refuses the data or every action.',
      facts => meaningOf(facts)?.deniesEveryone,
    ),
    policy('denied_actions[]', 'string', 'The actions that are refused to everyone without a condition.', facts =>
      known(meaningOf(facts)?.deniedActions),
    ),
    policy(
      'spared_accounts[]',
      'string',
      'Other accounts, whose principals alone a `Deny` of the data spares.',
      facts => known(meaningOf(facts)?.sparedAccounts),
    ),
  ],
}
