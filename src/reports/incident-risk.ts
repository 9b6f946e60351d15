import type { Incident } from '#findings'

const week = 7 * 86_400_000

/**
 * An incident lasts as long as stretches of seven days that are grave enough overlap; its risk is that of the gravest of them. One
 * that lasts longer says so, since the two numbers would seem to contradict each other.
 */
export function incidentRisk({ score, firstSeen, lastSeen }: Incident): string {
  const lasts = Date.parse(lastSeen) - Date.parse(firstSeen)
  return `risk ${score}${lasts > week ? ' in its worst 7 days' : ''}`
}
