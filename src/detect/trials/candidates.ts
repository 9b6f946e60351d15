import { type ActivityEvent, type FieldValue, isLateField, type LogKind, type Observation, resolveField } from '#events'
import { canMatch } from '../can-match.ts'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { PairMemo } from '../pair-memo.ts'

/** What of a detection tells which events it can match. */
export type Admission = Pick<CompiledDetection, 'logs' | 'admits' | 'rule'>

/** The detections that an event may match, found by its call and then by what its fields hold. */
export interface Candidates<T> {
  /** Nothing is a candidate for any event of this call. */
  readonly isEmpty: boolean
  /** All that can match the call, in the order in which they were given. */
  readonly all: readonly T[]
  /** A superset of those that match the event, in the order in which they were given. */
  select(observation: Observation): readonly T[]
}

/**
 * An index of detections. Those that can match a call at all are told by the call; of these, the ones that need a
 * certain value in some field are looked up by the value that the event has, instead of being tried one by one.
 */
export function indexCandidates<T>(
  items: readonly T[],
  admissionOf: (item: T) => Admission,
): (event: ActivityEvent) => Candidates<T> {
  // Many calls have the same candidates.
  const known = new Map<string, Candidates<T>>()
  const ofCalls = (log: LogKind): PairMemo<Candidates<T>> =>
    new PairMemo((service, action) => {
      const positions = items.flatMap((item, index) =>
        canMatch(admissionOf(item), log, service, action) ? [index] : [],
      )
      const key = positions.join()
      const candidates = known.get(key) ?? indexByValue(positions, items, admissionOf)
      if (known.size < maxIndexes) known.set(key, candidates)
      return candidates
    })
  const byLog: Record<LogKind, PairMemo<Candidates<T>>> = {
    cloudtrail: ofCalls('cloudtrail'),
    's3-access-log': ofCalls('s3-access-log'),
  }
  return event => byLog[event.log].get(event.service, event.action)
}

const maxIndexes = 5_000

/** Fewer detections than this are tried faster than they are looked up. */
const worthALookUp = 4

/** Fields that are looked up for one event at most. */
const maxFields = 3

interface ValueIndex {
  readonly read: (observation: Observation) => FieldValue
  readonly positions: ReadonlyMap<string, readonly number[]>
}

function indexByValue<T>(
  positions: readonly number[],
  items: readonly T[],
  admissionOf: (item: T) => Admission,
): Candidates<T> {
  const indexes: ValueIndex[] = []
  let rest = positions
  while (indexes.length < maxFields) {
    const chosen = mostCommonField(rest.map(position => ({ position, rule: admissionOf(items[position] as T).rule })))
    if (chosen === undefined) break
    indexes.push(chosen.index)
    rest = rest.filter(position => !chosen.covered.has(position))
  }
  const pick = (found: readonly number[]): readonly T[] => found.map(position => items[position] as T)
  const always = pick(rest)
  if (indexes.length === 0) return { isEmpty: always.length === 0, all: always, select: () => always }
  return {
    isEmpty: false,
    all: pick(positions),
    select(observation) {
      const found = new Set<number>()
      for (const { read, positions: byValue } of indexes) lookUp(read(observation), byValue, found)
      return found.size === 0 ? always : pick([...rest, ...found].sort((a, b) => a - b))
    },
  }
}

function lookUp(value: FieldValue, byValue: ReadonlyMap<string, readonly number[]>, found: Set<number>): void {
  if (value === undefined || value === null) return
  if (typeof value === 'object') for (const element of value) lookUp(element, byValue, found)
  else for (const position of byValue.get(String(value).toLowerCase()) ?? []) found.add(position)
}

interface Chosen {
  readonly index: ValueIndex
  readonly covered: ReadonlySet<number>
}

/** The field of which most of the rules need certain values; among equals, the one with more different values. */
function mostCommonField(rules: readonly { position: number; rule: Admission['rule'] }[]): Chosen | undefined {
  const byField = new Map<string, { values: Map<string, number[]>; covered: Set<number> }>()
  for (const { position, rule } of rules) {
    for (const field of rule.fields) {
      const required = isIndexable(field) ? rule.requiredValues(field) : undefined
      if (required === undefined) continue
      const entry = byField.get(field) ?? { values: new Map<string, number[]>(), covered: new Set<number>() }
      byField.set(field, entry)
      entry.covered.add(position)
      for (const value of required) entry.values.set(value, [...(entry.values.get(value) ?? []), position])
    }
  }
  const [best] = [...byField].sort(
    ([, one], [, other]) => other.covered.size - one.covered.size || other.values.size - one.values.size,
  )
  if (best === undefined) return undefined
  const [field, { values, covered }] = best
  const read = resolveField(field)
  return read === undefined || covered.size < worthALookUp ? undefined : { index: { read, positions: values }, covered }
}

/** The call is the same for all candidates; late fields are not known yet; facts cost more to read than rules to try. */
const isIndexable = (field: string): boolean =>
  !/^(eventSource|eventName|operation|event\.(service|action))$/.test(field) &&
  !/^(s3|bucket|trail|kms|transfer|datasync)\./.test(field) &&
  !isLateField(field)
