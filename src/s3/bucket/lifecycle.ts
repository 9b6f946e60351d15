import type { ActivityEvent, LifecycleFact, LifecycleRule } from '#events'
import { filledTextOf, type JsonValue, listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { daysUntil, numberOf } from '../scalars.ts'

/**
 * The rules that a call leaves switched on, and when they let objects expire.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export function readLifecycle(event: ActivityEvent): LifecycleFact {
  if (event.action === 'DeleteBucketLifecycle') return { deleted: true, rules: [] }
  const configuration = memberAt(parametersOf(event), 'lifecycleconfiguration')
  const rules = listOf(memberAt(configuration, 'rule') ?? memberAt(configuration, 'rules'))
  return { deleted: false, rules: rules.filter(isEnabled).map(rule => readRule(rule, event.time)) }
}

const isEnabled = (rule: JsonValue): boolean => filledTextOf(memberAt(rule, 'status'))?.toLowerCase() !== 'disabled'

function readRule(rule: JsonValue, time: number | undefined): LifecycleRule {
  const id = filledTextOf(memberAt(rule, 'id'))
  const prefix =
    filledTextOf(memberAt(rule, 'filter', 'prefix')) ??
    filledTextOf(memberAt(rule, 'filter', 'and', 'prefix')) ??
    filledTextOf(memberAt(rule, 'prefix'))
  const expiryDays = daysOf(memberAt(rule, 'expiration'), time)
  const noncurrentDays = numberOf(memberAt(rule, 'noncurrentversionexpiration', 'noncurrentdays'))
  return {
    ...(id !== undefined && { id }),
    ...(prefix !== undefined && { prefix }),
    wholeBucket: prefix === undefined && !isLimited(rule),
    ...(expiryDays !== undefined && { expiryDays }),
    ...(noncurrentDays !== undefined && { noncurrentDays }),
  }
}

/** What limits a rule beside its prefix; a prefix of `*` is that letter. */
const limits = ['tag', 'objectsizegreaterthan', 'objectsizelessthan']

const isLimited = (rule: JsonValue): boolean =>
  limits.some(
    name => memberAt(rule, 'filter', name) !== undefined || memberAt(rule, 'filter', 'and', name) !== undefined,
  ) || memberAt(rule, 'filter', 'and', 'tags') !== undefined

function daysOf(expiration: JsonValue | undefined, time: number | undefined): number | undefined {
  const days = numberOf(memberAt(expiration, 'days'))
  return days ?? daysUntil(filledTextOf(memberAt(expiration, 'date')) ?? '', time)
}
