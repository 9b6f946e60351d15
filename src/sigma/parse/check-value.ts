import { absurd } from '#primitives'
import type { Operator, SigmaValue, TimePart } from '../rule.ts'
import { parseCidr } from '../values/cidr.ts'
import { compileRegex } from '../values/regex.ts'
import { partRanges } from '../values/time-part.ts'

/** Says in words what is wrong with a value for an operator; undefined when nothing is. */
export function checkValue({ operator, part }: Asked, value: SigmaValue): string | undefined {
  return part === undefined ? checkOperand(operator, value) : checkPart(part, operator, value)
}

export interface Asked {
  readonly operator: Operator
  readonly part: TimePart | undefined
}

function checkPart(part: TimePart, operator: Operator, value: SigmaValue): string | undefined {
  const [least, greatest] = partRanges[part]
  const isPart = typeof value === 'number' && Number.isInteger(value)
  if (isPart && (operator !== 'equals' || (value >= least && value <= greatest))) return undefined
  return part === 'year' || operator !== 'equals'
    ? `\`${part}\` is compared with a whole number, without quotes`
    : `\`${part}\` is compared with a whole number from ${least} to ${greatest}, without quotes`
}

function checkOperand(operator: Operator, value: SigmaValue): string | undefined {
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
      return checkReference(value)
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

function checkReference(value: SigmaValue): string | undefined {
  if (typeof value !== 'string' || value === '') return "`fieldref` needs another field's name"
  return /[*?]/.test(value) ? '`fieldref` needs the name of one field, without wildcards' : undefined
}
