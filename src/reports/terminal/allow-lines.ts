import { formatPlace } from '#primitives'
import type { ScanResult } from '../scan-result.ts'
import { formatAmount } from '../wording.ts'

/** What allow entries hid, and which of them hide nothing; undefined where there are none. */
export function allowLine({ allow: { suppressed, uses } }: ScanResult): string | undefined {
  if (uses.length === 0) return undefined
  const used = uses.filter(({ state }) => state === 'used').length
  return [
    `${formatAmount(suppressed.length, 'finding')} hidden by ${formatAmount(used, 'allow entry', 'allow entries')}`,
    ...['expired', 'unused'].flatMap(state => {
      const entries = uses.filter(use => use.state === state)
      return entries.length === 0
        ? []
        : `${entries.length} ${state} (${entries.map(({ entry }) => formatPlace(entry.at)).join(', ')})`
    }),
  ].join('; ')
}
