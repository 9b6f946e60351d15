import { closest, didYouMean, type Issue, type Place } from '#primitives'
import { placeOf, type SigmaRule } from '#sigma'

/** Sigma's name for CloudTrail, and ours for S3 server access logs, for which Sigma has none. */
const services = ['cloudtrail', 's3_access_log'] as const

/** Why a rule is not about the logs that are read here: one issue, or none. A rule that names no service is about both. */
export function logsourceIssues(rule: SigmaRule): readonly Issue[] {
  const { product, service, category } = rule.logsource
  if (product?.toLowerCase() !== 'aws') {
    return [refusal(placeOf(rule, 'logsource.product'), 'product', product, 'aws', undefined)]
  }
  if (category !== undefined)
    return [refusal(placeOf(rule, 'logsource.category'), 'category', category, 'no category', undefined)]
  if (service === undefined || (services as readonly string[]).includes(service.toLowerCase())) return []
  const meant = closest(service, services)
  return [refusal(placeOf(rule, 'logsource.service'), 'service', service, services.join(' or '), meant)]
}

function refusal(
  at: Place,
  key: string,
  value: string | undefined,
  expected: string,
  meant: string | undefined,
): Issue {
  return {
    code: 'unsupported-logsource',
    message: `The rule is for logsource ${key} ${value ?? '(none)'}; only ${expected} is read here${didYouMean(meant, '"') || '.'}`,
    at,
    expected,
    ...(value === undefined ? {} : { received: value }),
  }
}
