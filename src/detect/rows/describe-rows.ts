import { countDistinct } from '#baselines'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { decodeKey } from '../field-texts.ts'
import { firstSeenState } from './first-seen-rows.ts'
import { spikeState } from './spike-rows.ts'
import type { StateRow } from './state-row.ts'

/** What was learnt of one bucket, actor or other scope, for people. Times are epoch milliseconds. */
export type LearntScope =
  | {
      readonly kind: 'first-seen'
      /** The field and value that do the learning. */
      readonly scope: NamedText
      /** The first presence of all. */
      readonly since: number
      /** The earliest distinct days of presence that are kept, as many as it takes to have learnt. */
      readonly days: number
      /** It has learnt: what is new from now on is told. */
      readonly hasLearnt: boolean
      /** It has so many values that a new one says nothing: it keeps none of them, and is not judged. */
      readonly isCrowded: boolean
      /** The most recent first. */
      readonly keys: readonly LearntKey[]
    }
  | {
      readonly kind: 'spike'
      readonly outcome: string
      readonly by: readonly NamedText[]
      /** Periods with activity, of the length that the detection counts by. */
      readonly periods: number
      readonly every: number
      readonly mean: number
      readonly deviation: number
      readonly highest: number
      readonly last: number
      readonly hasLearnt: boolean
    }

export interface LearntKey {
  readonly outcome: string
  readonly values: readonly NamedText[]
  readonly first: number
  readonly last: number
  /** Stretches of presence; between them it was forgotten. */
  readonly intervals: number
}

export interface NamedText {
  readonly field: string
  readonly value: string | null
}

/**
 * What the rows of some scopes say.
 *
 * @param until the time of the last event seen, in epoch milliseconds.
 */
export function describeRows(
  { detection: { kind }, judging }: CompiledDetection,
  rows: readonly StateRow[],
  until: number,
): LearntScope[] {
  if (kind.kind === 'first-seen' && judging.kind === 'first-seen') {
    const { presences } = firstSeenState(kind, rows)
    return Array.from(presences.scopes, ([value, scope]): LearntScope => {
      const keys = Array.from(scope.keys, ([key, intervals]): LearntKey => {
        const [outcome, ...values] = decodeKey(key)
        return {
          outcome: outcome ?? '',
          values: named(judging.key, values),
          first: intervals[0]?.start ?? 0,
          last: intervals.at(-1)?.end ?? 0,
          intervals: intervals.length,
        }
      })
      return {
        kind: 'first-seen',
        scope: { field: judging.scope.field, value },
        since: scope.first,
        days: scope.days.length,
        hasLearnt: !scope.overflow && until - scope.first >= kind.learning && scope.days.length >= kind.minimumDays,
        isCrowded: scope.overflow,
        keys: keys.sort((a, b) => b.last - a.last || a.first - b.first),
      }
    })
  }
  if (kind.kind === 'spike' && judging.kind === 'spike') {
    const { counts } = spikeState(kind, rows)
    return Array.from(counts.keys, ([key, periods]): LearntScope => {
      const [outcome, ...values] = decodeKey(key)
      const recent = Array.from(periods, ([start, { counted }]) => ({ start, ...countDistinct(counted) }))
        .filter(({ start }) => start >= until - kind.history)
        .sort((a, b) => a.start - b.start)
      const numbers = recent.map(({ count }) => count)
      const mean = numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
      const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0)
      return {
        kind: 'spike',
        outcome: outcome ?? '',
        by: named(judging.by, values),
        periods: numbers.length,
        every: kind.every,
        mean,
        deviation: numbers.length < 2 ? 0 : Math.sqrt(squares / (numbers.length - 1)),
        highest: Math.max(0, ...numbers),
        last: recent.at(-1)?.start ?? 0,
        hasLearnt: numbers.length > kind.minimumPoints,
      }
    })
  }
  return []
}

const named = (readers: readonly { readonly field: string }[], values: readonly (string | null)[]): NamedText[] =>
  readers.map(({ field }, index) => ({ field, value: values[index] ?? null }))

/** What a scope, or an entry of one, is about: a bucket, an actor, a network. */
export function namesOf(
  { detection: { kind } }: CompiledDetection,
  { scope, entry }: Pick<StateRow, 'scope' | 'entry'>,
): string[] {
  if (kind.kind !== 'first-seen' && kind.kind !== 'spike') return []
  const names = kind.kind === 'spike' ? decodeKey(scope).slice(1) : [scope, ...decodeKey(entry).slice(1)]
  return names.filter((name): name is string => name !== null && name !== '')
}

/** Whether a scope, or an entry of one, is about a name. */
export const isAbout = (compiled: CompiledDetection, place: Pick<StateRow, 'scope' | 'entry'>, name: string): boolean =>
  namesOf(compiled, place).includes(name)
