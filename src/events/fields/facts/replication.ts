import type { S3Facts } from '../../facts/index.ts'
import type { FieldGroup } from '../field.ts'
import { accountPaths } from '../record-paths.ts'
import { bodyField, known } from './fact-field.ts'

const replication = bodyField('replication', 'ReplicationConfiguration', ...accountPaths)
const rulesOf = (facts: S3Facts) => facts.replication?.rules

export const replicationFields: FieldGroup = {
  title: 'Replication',
  about:
    'The rules that `PutBucketReplication` sets. A bucket’s ARN names no account: an account is known only where a rule or its role states it.',
  fields: [
    replication('role', 'string', 'The role that S3 assumes to copy.', facts => facts.replication?.role),
    replication('rule_ids[]', 'string', 'The rules’ ids.', facts => known(rulesOf(facts)?.map(rule => rule.id))),
    replication('enabled', 'boolean', 'Some rule is enabled.', facts => rulesOf(facts)?.some(rule => rule.enabled)),
    replication('destination_buckets[]', 'string', 'The buckets copied to.', facts =>
      known(rulesOf(facts)?.map(rule => rule.destinationBucket)),
    ),
    replication('destination_accounts[]', 'string', 'The destination accounts that rules state.', facts =>
      known(rulesOf(facts)?.map(rule => rule.destinationAccount)),
    ),
    replication(
      'foreign_accounts[]',
      'string',
      'Stated accounts, of destinations or the role, other than the record’s own.',
      facts => known(facts.replication?.foreignAccounts),
    ),
  ],
}
