import type { PolicyTarget } from '#events'
import { isAccountId } from '../scalars.ts'
import type { Condition } from './condition.ts'
import { isTooWide } from './source-range.ts'

/** What the policy is on: keys mean different things there. A key policy of KMS is judged by the same rules. */
export type PolicyPlace = PolicyTarget | 'kms-key'

/**
 * The keys that say who calls, or from where, of AWS's meaning of "public"; and those that fix an AWS principal, which that page
 * calls by the example of `aws:PrincipalOrgID`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const fixingKeys: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:userid',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  'kms:calleraccount',
])

const positive: ReadonlySet<string> = new Set([
  'stringequals',
  'stringequalsignorecase',
  'stringlike',
  'arnequals',
  'arnlike',
  'ipaddress',
])
const negative: ReadonlySet<string> = new Set([
  'stringnotequals',
  'stringnotequalsignorecase',
  'stringnotlike',
  'arnnotequals',
  'arnnotlike',
  'notipaddress',
])

export const isPositive = ({ operator }: Condition): boolean => positive.has(operator)

/** Why a condition does not fix the caller of what it allows, as the end of a sentence; undefined when it does. */
export function whyNotFixed(condition: Condition, place: PolicyPlace): string | undefined {
  const { key, keyText, operatorText } = condition
  if (!fixingKeys.has(key)) return `${keyText} does not say who calls`
  if (!isPositive(condition)) return `${operatorText} on ${keyText} admits everyone else`
  if (condition.holdsWithoutKey) return `${operatorText} admits requests without ${keyText}`
  return whyOpen(condition, place)
}

/**
 * Of a `Deny`: it refuses everyone but those with the fixed values. A negative operator also refuses requests that lack the key,
 * but with `ForAnyValue:` it does not.
 */
export const exemptsOnlyFixed = (condition: Condition, place: PolicyPlace): boolean =>
  fixingKeys.has(condition.key) &&
  negative.has(condition.operator) &&
  !/^foranyvalue/i.test(condition.operatorText) &&
  whyOpen(condition, place) === undefined

function whyOpen({ key, keyText, values }: Condition, place: PolicyPlace): string | undefined {
  if (values.length === 0) return `${keyText} has no value`
  if (key === 's3:dataaccesspointarn' && place !== 'bucket')
    return `${keyText} names access points in the policy of an access point`
  const open = values.find(value => !isFixed(key, value))
  if (open === undefined) return undefined
  if (key !== 'aws:sourceip') return `${keyText} may be any value like ${shorten(open)}`
  return `${keyText} may be any address of ${shorten(open)}`
}

function isFixed(key: string, value: string): boolean {
  if (key === 'aws:sourceip') return !isTooWide(value)
  if (value.includes('${')) return false
  if (!/[*?]/.test(value)) return true
  // An organization's own paths end with a wildcard in AWS's examples; its id is what fixes them.
  if (key.endsWith('orgpaths')) return /^o-[a-z0-9]+\//i.test(value)
  return key === 's3:dataaccesspointarn' && isAccountId(value.split(':')[4] ?? '')
}

/** A value that a policy may have filled with anything, fit for a sentence. */
export const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text)
