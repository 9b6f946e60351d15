/** When something was first and last there, and whether the baseline already knew it. Times in epoch ms. */
export interface Presence {
  first: number
  last: number
  /** Seen in logs that were only learnt from. */
  known: boolean
}

/** The earliest names, at most `limit` of them. Which ones they are does not depend on the order of events. */
export type Presences = Map<string, Presence>

export function notePresence(presences: Presences, name: string, presence: Presence, limit: number): void {
  const existing = presences.get(name)
  if (existing) {
    extend(existing, presence)
    return
  }
  presences.set(name, { ...presence })
  if (presences.size > limit) presences.delete(latest(presences))
}

export function extend(presence: Presence, other: Presence): void {
  if (other.first < presence.first) presence.first = other.first
  if (other.last > presence.last) presence.last = other.last
  presence.known ||= other.known
}

function latest(presences: Presences): string {
  let worst = ''
  let worstFirst = Number.NEGATIVE_INFINITY
  for (const [name, { first }] of presences) {
    if (first > worstFirst || (first === worstFirst && name > worst)) {
      worst = name
      worstFirst = first
    }
  }
  return worst
}
