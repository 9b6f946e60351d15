const zero = 48

/**
 * Epoch milliseconds of a record's time text, UTC unless it names an offset: `2026-11-24T05:07:42Z`, with any number of
 * decimals, with a space for the `T`, with `+01:00`. Undefined for anything else. Written by hand, because every data event passes here
 * and `Date.parse` is slow and reads texts without a zone as local time.
 */
export function parseEventTime(text: string): number | undefined {
  const length = text.length
  if (length < 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined
  const separator = text.charCodeAt(10)
  if ((separator !== 84 && separator !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
    return undefined
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return undefined
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  if (length === 20 && text.charCodeAt(19) === 90) return time
  return length === 19 ? time : withTail(text, time)
}

/** The number written in `count` digits; -1 when there is anything else. */
function digits(text: string, start: number, count: number): number {
  let value = 0
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - zero
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function withTail(text: string, time: number): number | undefined {
  const match = /^(?:\.(\d{1,12}))?(?: ?(?:Z|UTC|([+-])(\d{2}):?(\d{2})))?$/.exec(text.slice(19))
  if (!match) return undefined
  const [, decimals = '', sign, hours, minutes] = match
  const milliseconds = Number(decimals.slice(0, 3).padEnd(3, '0'))
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000
  return time + milliseconds - (sign === '-' ? -offset : offset)
}
