import type { Finding } from '#findings'
import { formatCount, formatMinute } from './wording.ts'

/** Callers named before the rest is only counted. */
const listed = 2

/** One step of a correlation in a line: when it began and ended, what it was, how often, and who did it. */
export function describeStep({ title, count, countIsApproximate, first, last, callers }: Step): string {
  const [from, to] = [formatMinute(first), formatMinute(last)]
  const times = count > 1 ? ` ×${countIsApproximate ? '≥' : ''}${formatCount(count)}` : ''
  const more = callers.length - listed
  const who = [...callers.slice(0, listed), ...(more > 0 ? [`${more} more`] : [])].join(', ')
  return `${from}${to === from ? '' : ` to ${to}`}  ${title}${times}${who === '' ? '' : `, by ${who}`}`
}

type Step = NonNullable<Finding['steps']>[number]
