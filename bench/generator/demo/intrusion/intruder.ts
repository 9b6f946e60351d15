import { awsCli, type Caller } from '../../caller.ts'
import { day, hour, minute } from '../../clock.ts'
import { addresses, firstDay, operator, reportExporter } from '../cast.ts'

/** Saturday night, 17 October 2026: the first call with the leaked key. */
export const breakIn = firstDay + 26 * day + 22 * hour + 41 * minute

/** The role is assumed later that night, and again on each of the next two. */
export const nights = [breakIn + 19 * minute, breakIn + 27 * hour, breakIn + 51 * hour] as const

/** With the automation user's long-lived key. */
export const withLeakedKey = (command: string): Caller => reportExporter(addresses.intruder, awsCli(command, 'kali'))

export const sessionName = (night: number): string => `botocore-session-${Math.floor(night / 1000)}`

/** With the role that this key may assume. */
export const withRole = (night: number, command: string): Caller =>
  operator(sessionName(night), night, addresses.intruder, awsCli(command, 'kali'))
