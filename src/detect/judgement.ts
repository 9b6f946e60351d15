import type { Norm } from '#baselines'
import type { ActivityEvent } from '#events'
import type { Reason } from '#sigma'
import type { HitGroup } from './hits/hit-groups.ts'

/** What the events of a scan add up to, before it is put into words. */
export interface Judgement {
  readonly groups: readonly JudgedGroup[]
  /** By slug: why a detection could not judge everything yet, in a sentence. */
  readonly learning: ReadonlyMap<string, string>
  /** By slug: bounds that were passed and events that had no place, in sentences. */
  readonly notes: ReadonlyMap<string, readonly string[]>
  /** Detections that are but a step of another, with its slug. */
  readonly stepOf: ReadonlyMap<string, string>
}

/** One finding to be. */
export interface JudgedGroup extends Readonly<HitGroup> {
  readonly slug: string
  /** Of the rule, on the earliest event. */
  readonly reasons: readonly Reason[]
  /** What a baseline said, in order of time; none for `match`. */
  readonly measures: readonly Measure[]
}

export type Measure =
  | {
      readonly kind: 'first-seen'
      readonly scope: NamedValue
      readonly key: readonly NamedValue[]
      /** Epoch milliseconds, like all times here. */
      readonly time: number
      readonly scopeFirst: number
      /** The key had been there, and was forgotten. */
      readonly lastSeen?: number
      /** Whether broader views of the key were known before; undefined when that is not known. */
      readonly wider: readonly (NamedValue & { readonly known: boolean })[]
    }
  | {
      readonly kind: 'spike'
      readonly by: readonly { readonly field: string; readonly value: string | null }[]
      /** Start of the period. */
      readonly start: number
      readonly count: number
      readonly approximate: boolean
      readonly norm: Norm
    }
  | {
      readonly kind: 'correlation'
      /** What the events of a run have in common; several values where the finding has several runs. */
      readonly by: readonly { readonly field: string; readonly values: readonly string[] }[]
      /** The rules that took part, in the order in which they began. */
      readonly steps: readonly CorrelatedStep[]
      /** The largest number that a window came to. */
      readonly value: number
      readonly approximate: boolean
    }

export interface CorrelatedStep {
  /** As the correlation calls it. */
  readonly name: string
  readonly title: string
  /** Distinct events. */
  readonly count: number
  readonly approximate: boolean
  /** Epoch milliseconds. */
  readonly first: number
  readonly last: number
  /** The principals, in alphabetical order. */
  readonly callers: readonly string[]
  /** The earliest events. */
  readonly samples: readonly ActivityEvent[]
}

export interface NamedValue {
  readonly field: string
  readonly value: string
}
