import { parseEventTime } from '../cloudtrail/normalise/time.ts'

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const day = 86_400_000

/** The day of the line before: nearly always that of the next. */
let lastDay = ''
let lastMidnight = 0

/**
 * Epoch milliseconds of a line's time, `06/Feb/2019:00:00:38 +0000`, or of the ISO forms of structured records.
 * Undefined when it is neither, or no moment in time.
 */
export function parseRecordTime(text: string): number | undefined {
  if (text.charCodeAt(2) !== 47) return parseEventTime(text)
  const midnight = midnightOf(text)
  if (midnight === undefined || text.charCodeAt(11) !== 58 || text.charCodeAt(14) !== 58) return undefined
  if (text.charCodeAt(17) !== 58) return undefined
  const [hour, minute, second] = [pair(text, 12), pair(text, 15), pair(text, 18)]
  if (hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0) return undefined
  const offset = text.length === 20 || text.endsWith(' +0000') ? 0 : offsetOf(text)
  return offset === undefined ? undefined : midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 - offset
}

function midnightOf(text: string): number | undefined {
  if (text.startsWith(lastDay) && lastDay !== '') return lastMidnight
  const name = text.slice(0, 11)
  const parts = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4})$/.exec(name)
  const month = parts ? months.indexOf(parts[2] as string) / 3 : -1
  if (!parts || month < 0 || !Number.isInteger(month)) return undefined
  const midnight = Date.UTC(Number(parts[3]), month, Number(parts[1]))
  if (new Date(midnight).getUTCDate() !== Number(parts[1])) return undefined
  lastDay = name
  lastMidnight = midnight
  return midnight
}

function offsetOf(text: string): number | undefined {
  const parts = /^ ([+-])(\d\d)(\d\d)$/.exec(text.slice(20))
  if (!parts) return undefined
  const size = Number(parts[2]) * 3_600_000 + Number(parts[3]) * 60_000
  return size >= day ? undefined : parts[1] === '-' ? -size : size
}

/** The number in two digits; negative or beyond any hour when they are none. */
function pair(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}
