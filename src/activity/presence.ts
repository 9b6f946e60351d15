/** When something was first and last there, and whether the baseline already knew it. Times in epoch ms. */
export interface Presence {
  first: number
  last: number
  /** Seen in logs that were only learnt from. */
  known: boolean
}

/** The earliest names, at most a limit of them. Which ones they are does not depend on the order of events. */
export interface Presences {
  readonly entries: Map<string, Presence>
  /** When full: what begins later than this need not be looked at. */
  bar: number
}

export const noPresences = (): Presences => ({ entries: new Map(), bar: Number.POSITIVE_INFINITY })

export function notePresence(
  presences: Presences,
  name: string,
  first: number,
  last: number,
  known: boolean,
  limit: number,
): void {
  const existing = presences.entries.get(name)
  if (existing) {
    extend(existing, first, last, known)
    return
  }
  if (first > presences.bar) return
  presences.entries.set(name, { first, last, known })
  if (presences.entries.size > limit) presences.entries.delete(latestOf(presences.entries))
  if (presences.entries.size === limit) {
    presences.bar = presences.entries.get(latestOf(presences.entries))?.first ?? Number.POSITIVE_INFINITY
  }
}

export function extend(presence: Presence, first: number, last: number, known: boolean): void {
  if (first < presence.first) presence.first = first
  if (last > presence.last) presence.last = last
  if (known) presence.known = true
}

function latestOf(entries: ReadonlyMap<string, Presence>): string {
  let worst = ''
  let worstFirst = Number.NEGATIVE_INFINITY
  for (const [name, { first }] of entries) {
    if (first > worstFirst || (first === worstFirst && name > worst)) {
      worst = name
      worstFirst = first
    }
  }
  return worst
}
