import { absurd } from '#primitives'
import type { Operator, SigmaValue } from '../rule.ts'
import { parseCidr } from '../values/cidr.ts'
import { compileRegex } from '../values/regex.ts'

/** Says in words what is wrong with a value for an operator; undefined when nothing is. */
export function checkValue(operator: Operator, value: SigmaValue): string | undefined {
  switch (operator) {
    case 'equals':
      return undefined
    case 'contains':
    case 'startswith':
    case 'endswith':
      return value === null ? `\`${operator}\` compares text; null is none` : undefined
    case 're':
      return checkRegex(value)
    case 'cidr': {
      if (typeof value !== 'string') return '`cidr` needs a range like `192.0.2.0/24` or `2001:db8::/32`'
      const cidr = parseCidr(value)
      return typeof cidr === 'string' ? `\`${value}\` is not a CIDR range: ${cidr}` : undefined
    }
    case 'exists':
      return typeof value === 'boolean' ? undefined : '`exists` needs true or false'
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return isNumber(value) ? undefined : `\`${operator}\` needs a number, without quotes`
    case 'fieldref':
    case 'fieldref|contains':
    case 'fieldref|startswith':
    case 'fieldref|endswith':
      return typeof value === 'string' && value !== '' ? undefined : "`fieldref` needs another field's name"
    default:
      return absurd(operator)
  }
}

const isNumber = (value: SigmaValue): boolean => typeof value === 'number' && Number.isFinite(value)

function checkRegex(value: SigmaValue): string | undefined {
  if (value === null || typeof value === 'boolean') return '`re` needs a regular expression'
  const compiled = compileRegex(String(value))
  return typeof compiled === 'string' ? `The regular expression cannot be used: ${compiled}` : undefined
}
