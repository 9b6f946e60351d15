import type { LifecycleRule, S3Facts } from '../../facts/index.ts'
import type { FieldGroup } from '../field.ts'
import { bodyField, known } from './fact-field.ts'

const lifecycle = bodyField('lifecycle', 'LifecycleConfiguration', 'eventTime')
const rulesOf = (facts: S3Facts) => facts.lifecycle?.rules

export const lifecycleFields: FieldGroup = {
  title: 'Lifecycle',
  about:
    'What `PutBucketLifecycle` lets expire, by its enabled rules. A rule that only moves objects to another class, or tidies delete markers and uploads, lets nothing expire.',
  fields: [
    lifecycle('deleted', 'boolean', 'All rules are deleted.', facts => facts.lifecycle?.deleted),
    lifecycle(
      'expiry_days',
      'number',
      'Days until objects expire, of the rule that is soonest; a date counts from the event.',
      facts => soonest(rulesOf(facts))?.expiryDays,
    ),
    lifecycle(
      'noncurrent_days',
      'number',
      'Days until versions that are no longer current expire, of the rule that is soonest.',
      facts => least(rulesOf(facts)?.map(rule => rule.noncurrentDays)),
    ),
    lifecycle(
      'whole_bucket',
      'boolean',
      'The rule that lets objects (else old versions) expire soonest is limited by no prefix, tag or size.',
      facts => soonest(rulesOf(facts))?.wholeBucket,
    ),
    lifecycle('prefixes[]', 'string', 'The prefixes of the rules.', facts =>
      known(rulesOf(facts)?.map(rule => rule.prefix)),
    ),
    lifecycle('rule_ids[]', 'string', 'The ids of the rules.', facts => known(rulesOf(facts)?.map(rule => rule.id))),
  ],
}

const least = (days: readonly (number | undefined)[] | undefined): number | undefined => {
  const stated = days?.filter(count => count !== undefined) ?? []
  return stated.length > 0 ? Math.min(...stated) : undefined
}

/** The rule by which objects expire soonest, else old versions; of several, one for the whole bucket. */
function soonest(rules: readonly LifecycleRule[] | undefined): LifecycleRule | undefined {
  const expiry = least(rules?.map(rule => rule.expiryDays))
  const noncurrent = least(rules?.map(rule => rule.noncurrentDays))
  if (expiry === undefined && noncurrent === undefined) return undefined
  const first = rules?.filter(rule =>
    expiry === undefined ? rule.noncurrentDays === noncurrent : rule.expiryDays === expiry,
  )
  return first?.find(rule => rule.wholeBucket) ?? first?.[0]
}
