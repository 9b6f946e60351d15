import type { KnowledgeSummary } from '#events'
import type { ScanResult } from '../scan-result.ts'
import { formatAmount, formatCount } from '../wording.ts'

/** Names shown of a list before the rest is only counted. */
const listed = 4

/** What the findings took for own and known: whoever reads them must be able to see where that is wrong. */
export function describeKnowledge(knowledge: KnowledgeSummary): string | undefined {
  const parts = [
    part('own account', knowledge.ownAccounts),
    part('known account', knowledge.knownAccounts),
    part('log bucket', knowledge.logBuckets),
    knowledge.buckets > 0 && `the owners of ${formatAmount(knowledge.buckets, 'bucket')}`,
    knowledge.overflow && 'and more than is kept',
  ].filter(text => text !== false && text !== undefined)
  return parts.length > 0 ? parts.join('; ') : undefined
}

/** What was left out of detections, by kind, the most first. */
export function housekeepingLine({ account }: ScanResult): string | undefined {
  const kinds = Object.entries(account.records.housekeeping).sort(([a, one], [b, other]) =>
    one === other ? (a < b ? -1 : 1) : other - one,
  )
  if (kinds.length === 0) return undefined
  return `as AWS's own: ${kinds.map(([kind, count]) => `${formatCount(count)} ${kind}`).join(', ')}`
}

function part(what: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const shown = names.slice(0, listed).join(', ')
  const more = names.length > listed ? ` and ${formatCount(names.length - listed)} more` : ''
  return `${what}${names.length > 1 ? 's' : ''} ${shown}${more}`
}
