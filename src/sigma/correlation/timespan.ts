import type { Duration } from '#primitives'

/** A month and a year are those of the mean Gregorian year, as other implementations of Sigma have them. */
const units: Readonly<Record<string, Duration>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_629_746_000,
  y: 31_556_952_000,
}

/** Reads `90s`, `15m`, `24h`, `7d`, `2w`, `1M`, `1y`; anything else, and nothing at all, is undefined. */
export function parseTimespan(text: string): Duration | undefined {
  const match = /^(\d{1,9})([smhdwMy])$/.exec(text.trim())
  const duration = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? 0)
  return duration > 0 ? duration : undefined
}
