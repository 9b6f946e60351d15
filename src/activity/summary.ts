import type { ActorKind } from '#events'
import { type Access, accesses } from './access.ts'
import { type CountedBin, countBins } from './count-bins.ts'
import {
  type BucketCell,
  bucketsPerPrincipal,
  type LedgerState,
  networksPerPrincipal,
  type PrincipalCell,
} from './ledger.ts'
import { extend, noPresences, notePresence, type Presence, type Presences } from './presence.ts'
import { nameRolesInFull } from './role-names.ts'

const hour = 3_600_000
const learning = 7 * 24 * hour
/** 20 years of hours. */
const longestHistogram = 175_200

export interface PrincipalSummary extends Record<Access, number> {
  readonly principal: string
  readonly kind: ActorKind
  readonly bytesOut: number
  /** Epoch milliseconds; undefined when none of its records has a readable time. */
  readonly first: number | undefined
  readonly last: number | undefined
  /** Not in the baseline; without one, first seen after the first week. */
  readonly isNew: boolean
  readonly networks: readonly NamedPresence[]
  readonly buckets: readonly NamedPresence[]
}

export interface NamedPresence {
  readonly name: string
  readonly first: number | undefined
  readonly isNew: boolean
}

export interface ActivitySummary {
  /** Most active first. */
  readonly principals: readonly PrincipalSummary[]
  /** Distinct events per hour since `start` (epoch ms), without gaps. */
  readonly hours: { readonly start: number; readonly counts: readonly number[] }
  readonly first: number | undefined
  readonly last: number | undefined
  readonly events: number
  readonly duplicates: number
  readonly buckets: ReadonlyMap<string, BucketCell>
  /** `cloudtrail.management`, `cloudtrail.data`, `cloudtrail.other`, `s3-access-log` */
  readonly logs: ReadonlySet<string>
  /** False: some counts went past their bound and may hold an event twice. */
  readonly exact: boolean
}

/** Adds up the ledgers of all workers. An event that several of them saw counts once. */
export function summarise(delivered: readonly LedgerState[]): ActivitySummary {
  const states = underFullNames(delivered)
  const principals = [...mergePrincipals(states).values()]
  const { bins, duplicates } = countBins(states, principals)
  const counted = countByPrincipal(bins, principals.length)
  const isNew = noveltyRule(principals)
  const list = principals.map((cell, index) => summarisePrincipal(cell, counted[index] ?? nothing(), isNew))
  const active = list.filter(one => total(one) > 0).sort(byActivity)
  return {
    principals: active,
    hours: histogram(bins),
    first: finite(Math.min(...states.map(state => state.span.first))),
    last: finite(Math.max(...states.map(state => state.span.last))),
    events: active.reduce((sum, one) => sum + total(one), 0),
    duplicates: duplicates + states.reduce((sum, state) => sum + state.duplicates, 0),
    buckets: mergeBuckets(states),
    logs: new Set(states.flatMap(state => [...state.logs])),
    exact: states.every(state => state.overflow === 0),
  }
}

function underFullNames(states: readonly LedgerState[]): readonly LedgerState[] {
  const nameInFull = nameRolesInFull(principalsOf(states))
  return states.map(state => ({
    ...state,
    principals: state.principals.map(cell => ({ ...cell, principal: nameInFull(cell.principal) })),
  }))
}

/** Every actor's name, as the logs have it. */
export const principalsOf = (states: readonly LedgerState[]): string[] =>
  states.flatMap(state => state.principals.map(cell => cell.principal))

interface Counted extends Record<Access, number> {
  bytesOut: number
}

const nothing = (): Counted => ({ read: 0, write: 0, denied: 0, failed: 0, bytesOut: 0 })

/** By index of the actor. */
function countByPrincipal(bins: readonly CountedBin[], principals: number): Counted[] {
  const counted = Array.from({ length: principals }, nothing)
  for (const { principal, access, count, bytes } of bins) {
    const [cell, name] = [counted[principal], accesses[access]]
    if (!cell || !name) continue
    cell[name] += count
    cell.bytesOut += bytes
  }
  return counted
}

function mergePrincipals(states: readonly LedgerState[]): Map<string, PrincipalCell> {
  const merged = new Map<string, PrincipalCell>()
  for (const cell of states.flatMap(state => state.principals)) {
    const existing = merged.get(cell.principal)
    if (!existing) {
      merged.set(cell.principal, {
        ...cell,
        presence: { ...cell.presence },
        bins: new Map(),
        networks: clonePresences(cell.networks),
        buckets: clonePresences(cell.buckets),
      })
      continue
    }
    extend(existing.presence, cell.presence.first, cell.presence.last, cell.presence.known)
    addPresences(existing.networks, cell.networks, networksPerPrincipal)
    addPresences(existing.buckets, cell.buckets, bucketsPerPrincipal)
  }
  return merged
}

function clonePresences(presences: Presences): Presences {
  const clone = noPresences()
  addPresences(clone, presences, Number.POSITIVE_INFINITY)
  return { ...clone, bar: presences.bar }
}

function addPresences(to: Presences, from: Presences, limit: number): void {
  for (const [name, { first, last, known }] of from.entries) notePresence(to, name, first, last, known, limit)
}

function mergeBuckets(states: readonly LedgerState[]): Map<string, BucketCell> {
  const merged = new Map<string, BucketCell>()
  for (const [name, cell] of states.flatMap(state => [...state.buckets])) {
    const existing = merged.get(name)
    merged.set(name, {
      management: cell.management || (existing?.management ?? false),
      data: cell.data || (existing?.data ?? false),
      accessLog: cell.accessLog || (existing?.accessLog ?? false),
    })
  }
  return merged
}

function summarisePrincipal(cell: PrincipalCell, counted: Counted, isNew: Novelty): PrincipalSummary {
  const named = (presences: Presences): NamedPresence[] =>
    [...presences.entries]
      .map(([name, presence]) => ({ name, first: finite(presence.first), isNew: isNew(presence) }))
      .sort((a, b) => (a.first ?? 0) - (b.first ?? 0) || (a.name < b.name ? -1 : 1))
  return {
    principal: cell.principal,
    kind: cell.kind,
    read: counted.read,
    write: counted.write,
    denied: counted.denied,
    failed: counted.failed,
    bytesOut: counted.bytesOut,
    first: finite(cell.presence.first),
    last: finite(cell.presence.last),
    isNew: isNew(cell.presence),
    networks: named(cell.networks),
    buckets: named(cell.buckets),
  }
}

type Novelty = (presence: Presence) => boolean

/** With a baseline, new is what it does not know; without one, what appears after the first week of the logs. */
function noveltyRule(cells: readonly PrincipalCell[]): Novelty {
  if (cells.some(cell => cell.presence.known)) return presence => !presence.known
  const start = cells.reduce((first, cell) => Math.min(first, cell.presence.first), Number.POSITIVE_INFINITY)
  return presence => Number.isFinite(presence.first) && presence.first >= start + learning
}

const finite = (time: number): number | undefined => (Number.isFinite(time) ? time : undefined)

const total = (one: Record<Access, number>): number => one.read + one.write + one.denied + one.failed

const byActivity = (a: PrincipalSummary, b: PrincipalSummary): number =>
  total(b) - total(a) || (a.principal < b.principal ? -1 : 1)

function histogram(bins: readonly CountedBin[]): { start: number; counts: number[] } {
  const byHour = new Map<number, number>()
  for (const { hour: at, count } of bins) if (at > 0 && count > 0) byHour.set(at, (byHour.get(at) ?? 0) + count)
  const hours = [...byHour.keys()]
  if (hours.length === 0) return { start: 0, counts: [] }
  const start = hours.reduce((a, b) => Math.min(a, b))
  const end = hours.reduce((a, b) => Math.max(a, b))
  // A stray clock (one record of 1970) must not blow the list up.
  const counts = new Array<number>(Math.min(end - start + 1, longestHistogram)).fill(0)
  for (const [at, amount] of byHour) {
    const index = Math.min(at - start, counts.length - 1)
    counts[index] = (counts[index] ?? 0) + amount
  }
  return { start: start * hour, counts }
}
