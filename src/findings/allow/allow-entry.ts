import { CidrSet, GlobSet } from '#events'
import { absurd, type Place } from '#primitives'
import type { Entity, Finding } from '../finding.ts'

/** What an entry may match on. Each is compared with every value that the finding has of it. */
export const allowFields = [
  'detection',
  'outcome',
  'actor.principal',
  'actor.session',
  'actor.account',
  'actor.kind',
  'network.ip',
  'network.country',
  'network.asn',
  'network.service',
  'account',
  'region',
  'bucket',
] as const

export type AllowField = (typeof allowFields)[number]

/** A reasoned, owned, expiring exception. It hides findings, never data. */
export interface AllowEntry {
  /** Globs (`*`, `?`), for `network.ip` addresses and networks; of one field any, of several fields all must match. */
  readonly match: Partial<Readonly<Record<AllowField, readonly string[]>>>
  readonly reason: string
  readonly owner: string
  /** Epoch milliseconds from which on it hides nothing; absent for never. */
  readonly expires?: number
  /** Where it is written. */
  readonly at: Place
}

/**
 * Whether all that a finding is about lies within the entry: a finding about two buckets is not hidden by an exception for
 * one of them, nor one from two addresses by an exception for one.
 */
export function covers({ match }: AllowEntry): (finding: Finding) => boolean {
  const tests = (Object.entries(match) as [AllowField, readonly string[]][]).map(([field, values]) => {
    const set = field === 'network.ip' ? new CidrSet(values) : new GlobSet(values)
    return (finding: Finding) => {
      const found = valuesOf(finding, field)
      return found.length > 0 && found.every(value => set.has(value))
    }
  })
  return finding => tests.length > 0 && tests.every(holds => holds(finding))
}

/** What a finding has of a field: of principals and addresses every one that it names. */
export function valuesOf(finding: Finding, field: AllowField): readonly string[] {
  const { actor, network } = finding
  switch (field) {
    case 'detection':
      return [finding.detection.slug]
    case 'outcome':
      return [finding.outcome]
    case 'actor.principal':
      return withEntities(finding, 'user', actor.principal)
    case 'actor.session':
      return [actor.session]
    case 'actor.account':
      return known(actor.account)
    case 'actor.kind':
      return [actor.kind]
    case 'network.ip':
      return withEntities(finding, 'ip-address', network.ip)
    case 'network.country':
      return known(network.country)
    case 'network.asn':
      return known(network.asn)
    case 'network.service':
      return known(network.service)
    case 'account':
      return known(finding.account)
    case 'region':
      return known(finding.region)
    case 'bucket':
      return finding.buckets
    default:
      return absurd(field)
  }
}

const known = (value: string | null): readonly string[] => (value === null ? [] : [value])

/** The earliest event's, and whatever others the finding names. */
const withEntities = (finding: Finding, type: Entity['type'], first: string | null): readonly string[] => [
  ...new Set([
    ...known(first),
    ...finding.entities.filter(entity => entity.type === type && entity.role === 'attacker').map(({ value }) => value),
  ]),
]
