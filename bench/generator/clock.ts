export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** `2026-10-05T00:01:02Z`, as CloudTrail writes a time. */
export const cloudTrailTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** `05/Oct/2026:00:01:02 +0000`, as a server access log writes a time. */
export function accessLogTime(time: number): string {
  const date = new Date(time)
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${clock} +0000`
}

/** `Oct 5, 2026, 1:01:02 AM`, as STS answers with an expiry. */
export function stsTime(time: number): string {
  const date = new Date(time)
  const hours = date.getUTCHours()
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock} ${hours < 12 ? 'AM' : 'PM'}`
}

/** Monday to Friday, UTC. */
export function isWorkday(time: number): boolean {
  const weekday = new Date(time).getUTCDay()
  return weekday > 0 && weekday < 6
}
