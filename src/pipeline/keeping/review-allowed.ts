import type { AllowEntry } from '#findings'
import type { Result } from '#primitives'
import type { Store } from '#store'
import { createSuppressor } from './suppressor.ts'

/**
 * Suppresses what stands open and is covered now, and opens again what is covered no longer: entries come, change and end
 * while the findings stay as they are. In a transaction of its own.
 *
 * @param at epoch milliseconds, for the entries that expire.
 * @returns ids of the findings that it has changed.
 */
export function reviewAllowed(store: Store, entries: readonly AllowEntry[], at: number): Result<ReadonlySet<string>> {
  const suppress = createSuppressor(store, entries)
  return store.transaction(
    () =>
      new Set(
        store.findings
          .list({ statuses: ['open', 'suppressed'] })
          .flatMap(({ finding }) => (suppress(finding, at) ? finding.id : [])),
      ),
  )
}
