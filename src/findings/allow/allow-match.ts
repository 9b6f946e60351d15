import type { Finding } from '../finding.ts'
import { type AllowEntry, type AllowField, valuesOf } from './allow-entry.ts'

/** What an entry that is made from a finding names, unless somebody says otherwise: what was found, by whom, where. */
export const usualFields: readonly AllowField[] = ['detection', 'actor.principal', 'bucket']

/** The `match` that covers a finding in these fields and no more; fields that the finding has no value of are left out. */
export function allowMatchOf(finding: Finding, fields: readonly AllowField[]): AllowEntry['match'] {
  const values = fields.map(field => [field, valuesOf(finding, field)] as const)
  return Object.fromEntries(values.filter(([, found]) => found.length > 0))
}
