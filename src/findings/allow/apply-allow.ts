import type { Finding } from '../finding.ts'
import { type AllowEntry, covers } from './allow-entry.ts'

/** What an allow entry did to the findings of a run. */
export interface AllowUse {
  readonly entry: AllowEntry
  /** `expired`: it hides nothing any more, and would have hidden `hidden` findings. `unused`: there was nothing to hide. */
  readonly state: 'used' | 'unused' | 'expired'
  readonly hidden: readonly string[]
}

export interface Allowed {
  readonly shown: readonly Finding[]
  /** Kept, and out of sight. */
  readonly suppressed: readonly Finding[]
  /** Of every entry, in their order. A finding that several cover counts for each of them. */
  readonly uses: readonly AllowUse[]
}

/** @param now epoch milliseconds: an entry that expires then or earlier hides nothing. */
export function applyAllow(findings: readonly Finding[], entries: readonly AllowEntry[], now: number): Allowed {
  const hidden = new Set<Finding>()
  const uses = entries.map((entry): AllowUse => {
    const covered = findings.filter(covers(entry))
    const hasExpired = entry.expires !== undefined && entry.expires <= now
    if (!hasExpired) for (const finding of covered) hidden.add(finding)
    const state = hasExpired ? 'expired' : covered.length > 0 ? 'used' : 'unused'
    return { entry, state, hidden: covered.map(({ id }) => id) }
  })
  return {
    shown: findings.filter(finding => !hidden.has(finding)),
    suppressed: findings.filter(finding => hidden.has(finding)),
    uses,
  }
}
