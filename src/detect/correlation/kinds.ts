import { keepSmallest } from '#baselines'
import type { ActivityEvent, Observation, Outcome } from '#events'
import { digest53 } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { encodeKey, fieldTexts } from '../field-texts.ts'
import { compareEvents } from '../hits/event-order.ts'
import { riskOf } from '../hits/hit-risk.ts'
import type { Keep } from '../kept-event.ts'

/**
 * Events that are alike in all that a finding shows of them: who did what, from where, and the values of the fields that
 * its detection names. A correlation may count millions of events; of each kind one is kept as it was read.
 */
export interface Kind {
  readonly who: string
  readonly variant: string
  readonly outcome: Outcome
  /** The earliest event; absent once the kind had to be dropped. */
  sample: ActivityEvent | undefined
}

/**
 * The kinds of a detection. Plain data, mergeable.
 *
 * Memory: at most `maxWhos` combinations of who, what and where, and `maxVariants` variants of each, those with the
 * smallest digests (see `keepSmallest`), with one event each.
 */
export interface Kinds {
  whos: Map<string, Map<string, Kind>>
  overflow: boolean
  /** No combination of a greater digest can stay; absent while none had to be dropped. */
  most?: number
}

export const maxWhos = 5_000
const maxVariants = 10

export const noKinds = (): Kinds => ({ whos: new Map(), overflow: false })

/** What tells the kind of an event. */
export interface KindName {
  readonly who: string
  /** Made when it is asked for: most kinds of many are dropped by who it was. */
  variant(): string
}

/** It lasts as long as the event is at hand. */
export const nameOfKind = (compiled: CompiledDetection, observation: Observation): KindName => ({
  who: whoOf(observation.event),
  variant: () => variantOf(compiled, observation),
})

/** The kind of all events that are alike. */
export function nameOfAlike(compiled: CompiledDetection, observation: Observation): KindName {
  const variant = variantOf(compiled, observation)
  return { who: whoOf(observation.event), variant: () => variant }
}

/** Stands for all kinds that were dropped before they were looked at. */
const dropped: Kind = { who: '', variant: '', outcome: 'success', sample: undefined }

/** The kind of an event, which is added where it is new. */
export function kindOf(kinds: Kinds, name: KindName, event: ActivityEvent, keep: Keep): Kind {
  const { who } = name
  let variants = kinds.whos.get(who)
  if (!variants) {
    if (kinds.most !== undefined && digest53(who) > kinds.most) return dropped
    variants = new Map()
    kinds.whos.set(who, variants)
    if (kinds.whos.size > 2 * maxWhos) pruneKinds(kinds)
  }
  const variant = name.variant()
  const known = variants.get(variant)
  if (known) {
    noteEvent(known, event, keep)
    return known
  }
  const kind: Kind = { who, variant, outcome: event.outcome, sample: keep(event) }
  variants.set(variant, kind)
  if (variants.size > 2 * maxVariants) pruneVariants(variants)
  return kind
}

/** Has an event of a kind stand for it where it is earlier than the one that does. */
export function noteEvent(kind: Kind, event: ActivityEvent, keep: Keep): void {
  if (kind.sample && compareEvents(event, kind.sample) < 0) kind.sample = keep(event)
}

/** Whether a kind is still among those that are kept. */
export const isKept = ({ sample }: Kind): boolean => sample !== undefined

/** The kept kind that stands for one that was read elsewhere or dropped: the same, else another of the same doer. */
export function keptKind({ whos }: Kinds, { who, variant }: Kind): Kind | undefined {
  const variants = whos.get(who)
  return variants?.get(variant) ?? variants?.values().next().value
}

/** The event of a row. Only its own id, time and place are kept; all else is that of an event of the same kind. */
export function eventOf(row: KindRow, kinds: Kinds): ActivityEvent | undefined {
  const sample = keptKind(kinds, row.kind)?.sample
  if (sample === undefined || sample.identity === row.identity) return sample
  const { identity, id, time, origin } = row
  return { ...sample, identity, id, time, origin, standIn: true }
}

type KindRow = Pick<ActivityEvent, 'identity' | 'id' | 'origin'> & { readonly time: number; readonly kind: Kind }

/** Takes both over: use neither afterwards. */
export function mergeKinds(a: Kinds, b: Kinds): Kinds {
  for (const [who, variants] of b.whos) {
    const own = a.whos.get(who)
    if (!own) {
      a.whos.set(who, variants)
      continue
    }
    for (const [variant, kind] of variants) {
      const same = own.get(variant)
      if (!same) own.set(variant, kind)
      else if (kind.sample && (!same.sample || compareEvents(kind.sample, same.sample) < 0)) same.sample = kind.sample
    }
  }
  a.overflow ||= b.overflow
  if (b.most !== undefined) a.most = Math.min(a.most ?? b.most, b.most)
  pruneKinds(a)
  return a
}

/** Brings the kinds within their bounds, in place and in an order that does not depend on how they came. */
export function pruneKinds(kinds: Kinds): void {
  const all = new Map(kinds.whos)
  if (keepSmallest(kinds.whos, maxWhos)) {
    kinds.overflow = true
    kinds.most = [...kinds.whos.keys()].reduce((most, who) => Math.max(most, digest53(who)), 0)
    for (const [who, variants] of all) if (!kinds.whos.has(who)) forget(variants.values())
  }
  for (const [who, variants] of kinds.whos) {
    pruneVariants(variants)
    kinds.whos.set(who, new Map([...variants].sort(([one], [other]) => (one < other ? -1 : 1))))
  }
}

function pruneVariants(variants: Map<string, Kind>): void {
  const all = [...variants.values()]
  if (keepSmallest(variants, maxVariants)) forget(all.filter(({ variant }) => !variants.has(variant)))
}

/** Rows still refer to the kind; its event must not stay with them. */
function forget(kinds: Iterable<Kind>): void {
  for (const kind of kinds) kind.sample = undefined
}

const whoOf = ({ log, action, outcome, actor, network, account, region, bucket }: ActivityEvent): string =>
  encodeKey([
    log,
    action,
    outcome,
    actor.session,
    network.ip ?? null,
    network.service ?? null,
    network.vpcEndpoint ?? null,
    account,
    region,
    bucket ?? null,
  ])

const variantOf = (compiled: CompiledDetection, observation: Observation): string =>
  encodeKey([
    String(riskOf(compiled, observation)),
    compiled.late?.signatureOf(observation) ?? null,
    ...compiled.shown.map(({ read }) => encodeKey(fieldTexts(read(observation)))),
  ])
