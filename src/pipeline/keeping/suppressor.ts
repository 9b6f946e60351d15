import { type AllowEntry, covers, type Finding } from '#findings'
import { stableId } from '#primitives'
import type { Store } from '#store'

/** Told by what an entry says, not by where it stands: it may move within its file. */
export const allowEntryId = ({ match, reason, owner, expires }: AllowEntry): string =>
  stableId([JSON.stringify(match), reason, owner, String(expires ?? null)])

/**
 * Suppresses findings that allow entries cover, and opens again those that none covers any more. What a person has said of
 * a finding stands. Tells whether it did anything. Within a transaction.
 */
export function createSuppressor(
  store: Pick<Store, 'findings' | 'allow'>,
  entries: readonly AllowEntry[],
): (finding: Finding, at: number) => boolean {
  const tests = entries.map(entry => ({ entry, id: allowEntryId(entry), isCovered: covers(entry) }))
  return (finding, at) => {
    const covering = tests.find(
      ({ entry, isCovered }) => (entry.expires === undefined || entry.expires > at) && isCovered(finding),
    )
    const status = store.findings.get(finding.id)?.status
    if (covering !== undefined && status === 'open') {
      const { entry, id } = covering
      store.findings.setStatus(finding.id, 'suppressed', { at, by: entry.owner, reason: entry.reason })
      store.allow.hid(id, at)
      return true
    }
    if (covering !== undefined || status !== 'suppressed') return false
    return store.findings.setStatus(finding.id, 'open', { at, by: 'bucketwatch', reason: 'no allow entry covers it' })
  }
}
