import { absurd } from '#primitives'
import type { TimePart } from '../rule.ts'

/** The least and the greatest number of each part; a year may be any. */
export const partRanges: Readonly<Record<TimePart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  // A long year of ISO 8601 has 53 weeks.
  week: [1, 53],
  month: [1, 12],
  year: [-Infinity, Infinity],
}

/** The part of a time, in UTC, or of each time of a list; undefined for what is no time. */
export function timePart(value: unknown, part: TimePart): unknown {
  if (Array.isArray(value)) return value.map(item => timePart(item, part)).filter(item => item !== undefined)
  const time = readTime(value)
  return time === undefined ? undefined : partOf(new Date(time), part)
}

/** RFC 3339, with a space for the `T` too, and a zone in any case: a time without one names no moment. */
const written = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

/** Larger numbers are milliseconds: as seconds they would lie beyond the year 5000. */
const mostSeconds = 100_000_000_000

function readTime(value: unknown): number | undefined {
  if (typeof value === 'string') {
    if (written.test(value)) return valid(Date.parse(value.replace(' ', 'T')))
    return /^\d+(\.\d+)?$/.test(value) ? readTime(Number(value)) : undefined
  }
  return typeof value === 'number' ? valid(Math.abs(value) > mostSeconds ? value : value * 1000) : undefined
}

const valid = (time: number): number | undefined => (Number.isNaN(new Date(time).getTime()) ? undefined : time)

function partOf(date: Date, part: TimePart): number {
  switch (part) {
    case 'minute':
      return date.getUTCMinutes()
    case 'hour':
      return date.getUTCHours()
    case 'day':
      return date.getUTCDate()
    case 'week':
      return isoWeek(date)
    case 'month':
      return date.getUTCMonth() + 1
    case 'year':
      return date.getUTCFullYear()
    default:
      return absurd(part)
  }
}

const day = 86_400_000

/** The week of ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(date: Date): number {
  const weekday = (date.getUTCDay() + 6) % 7
  const thursday = new Date(date.getTime() + (3 - weekday) * day)
  return 1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * day))
}
