import type { ActorKind } from '#events'
import { type Access, accesses } from './access.ts'
import { IdentityRows } from './identity-rows.ts'
import {
  type BucketCell,
  bucketsPerPrincipal,
  compareBins,
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

interface MergedRow {
  readonly state: LedgerState
  readonly bin: readonly [number, number, number, number]
}

/** Adds up the ledgers of all workers. An event that several of them saw counts once. */
export function summarise(delivered: readonly LedgerState[]): ActivitySummary {
  const states = underFullNames(delivered)
  const principals = mergePrincipals(states)
  const { counted, duplicates } = countRows(states, principals)
  const isNew = noveltyRule([...principals.values()])
  const list = [...principals.values()].map(cell => summarisePrincipal(cell, counted.get(cell.principal), isNew))
  const active = list.filter(one => total(one) > 0).sort(byActivity)
  return {
    principals: active,
    hours: histogram(counted),
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
  hours: Map<number, number>
}

function countRows(
  states: readonly LedgerState[],
  principals: ReadonlyMap<string, PrincipalCell>,
): { counted: Map<string, Counted>; duplicates: number } {
  const counted = new Map<string, Counted>()
  for (const name of principals.keys())
    counted.set(name, { read: 0, write: 0, denied: 0, failed: 0, bytesOut: 0, hours: new Map() })
  const rows = new IdentityRows(Number.POSITIVE_INFINITY)
  const merged: MergedRow[] = []
  let duplicates = 0
  const single = states.length === 1
  for (const state of states) {
    for (let row = 0; row < state.rows.ids.length; row++) {
      const bin = state.bins[state.rows.bins[row] ?? 0]
      if (!bin) continue
      const bytes = state.rows.bytes[row] ?? 0
      if (single) {
        count(counted, state, bin, bytes, 1)
        continue
      }
      const identity = state.rows.ids[row] ?? 0
      const found = rows.find(identity)
      const other = found < 0 ? undefined : merged[rows.bins[found] ?? 0]
      if (other) {
        if (other.bin[2] === bin[2]) duplicates += 1
        if (compareBins(bin, other.bin, state.principals, other.state.principals) >= 0) continue
        count(counted, other.state, other.bin, rows.bytes[found] ?? 0, -1)
        merged[rows.bins[found] ?? 0] = { state, bin }
      } else {
        merged.push({ state, bin })
        rows.add(identity, merged.length - 1, bytes)
      }
      count(counted, state, bin, bytes, 1)
    }
  }
  return { counted, duplicates }
}

function count(
  counted: ReadonlyMap<string, Counted>,
  state: LedgerState,
  bin: readonly [number, number, number, number],
  bytes: number,
  sign: 1 | -1,
): void {
  const name = state.principals[bin[0]]?.principal
  const access = accesses[bin[1]]
  const cell = name === undefined ? undefined : counted.get(name)
  if (!cell || !access) return
  cell[access] += sign
  cell.bytesOut += sign * bytes
  if (bin[3] > 0) cell.hours.set(bin[3], (cell.hours.get(bin[3]) ?? 0) + sign)
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

function summarisePrincipal(cell: PrincipalCell, counted: Counted | undefined, isNew: Novelty): PrincipalSummary {
  const named = (presences: Presences): NamedPresence[] =>
    [...presences.entries]
      .map(([name, presence]) => ({ name, first: finite(presence.first), isNew: isNew(presence) }))
      .sort((a, b) => (a.first ?? 0) - (b.first ?? 0) || (a.name < b.name ? -1 : 1))
  return {
    principal: cell.principal,
    kind: cell.kind,
    read: counted?.read ?? 0,
    write: counted?.write ?? 0,
    denied: counted?.denied ?? 0,
    failed: counted?.failed ?? 0,
    bytesOut: counted?.bytesOut ?? 0,
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

function histogram(counted: ReadonlyMap<string, Counted>): { start: number; counts: number[] } {
  const byHour = new Map<number, number>()
  for (const { hours } of counted.values()) {
    for (const [at, amount] of hours) {
      if (amount > 0) byHour.set(at, (byHour.get(at) ?? 0) + amount)
    }
  }
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
