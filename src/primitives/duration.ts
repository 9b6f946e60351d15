const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** A length of time in milliseconds. */
export type Duration = number

/** Reads `90s`, `15m`, `24h`, `7d`, `2w`; anything else is undefined. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d+)([smhdw])$/.exec(text.trim())
  if (!match) return undefined
  return Number(match[1]) * units[match[2] as keyof typeof units]
}

/** The largest unit that says it exactly: 3600000 is `1h`. */
export function formatDuration(duration: Duration): string {
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    if (unit === 'w') continue // people say 14d
    if (duration % units[unit] === 0 && duration >= units[unit]) return `${duration / units[unit]}${unit}`
  }
  return `${Math.round(duration / 1000)}s`
}
