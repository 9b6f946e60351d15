import {
  addDistinct,
  countDistinct,
  type Distinct,
  type DistinctCount,
  limitDistinct,
  mergeDistinct,
  noneDistinct,
} from '#baselines'
import { type ActivityEvent, isLateField, type Observation } from '#events'
import type { CompiledDetection, FieldReader } from '../compile/compiled-detection.ts'
import { fieldTexts } from '../field-texts.ts'
import { type Keep, keepWhole } from '../kept-event.ts'
import type { Observe } from '../observe.ts'
import { addSample } from './event-order.ts'
import { lateRiskOf, riskOf } from './hit-risk.ts'
import { addPart, decideParts, type EvidenceParts, mergeParts } from './late-parts.ts'
import { addSorted } from './sorted.ts'
import { mergeTexts, type TextSet, withText } from './text-set.ts'

/**
 * What the events of one finding add up to. Plain data, a function of the set of events.
 *
 * Memory: `limits.samples` events as they were read, 8 bytes per identity up to `limits.identities`, and at most
 * 100 texts per field shown.
 */
export interface Evidence {
  /** Epoch milliseconds; absent while no event has a readable time. */
  first: number | undefined
  last: number | undefined
  /** The distinct events. */
  identities: Distinct
  /** The earliest events. */
  samples: ActivityEvent[]
  /** Values of the fields that a finding shows: an object that others may share. */
  values: Readonly<Record<string, TextSet>>
  /** The distinct risks of the events, see `riskOf`, ascending. */
  risks: number[]
  /** Slugs of the narrower detections that some event also satisfied. */
  alsoMatched: string[]
  /** What late fields will say, where the events are gathered before that is known. */
  parts?: EvidenceParts
}

export interface EvidenceLimits {
  readonly samples: number
  readonly identities: number
}

interface HitContext {
  readonly alsoMatched?: readonly string[]
  /** What a finding shows of the event, where it is known beforehand. */
  readonly shown?: Shown | undefined
  /** The distinct events, where they are counted already: new evidence shares it. */
  readonly counted?: Distinct | undefined
}

/** What a finding shows of an event, and its risk: the same of many, which share it. */
export interface Shown {
  readonly values: Readonly<Record<string, TextSet>>
  readonly risk: number
}

export const shownOf = (compiled: CompiledDetection, observation: Observation): Shown => ({
  values: withValues({}, compiled.shown, observation),
  risk: riskOf(compiled, observation),
})

/** Adds an event that satisfied a detection, in place; starts new evidence where there is none. */
export function addHit(
  evidence: Evidence | undefined,
  compiled: CompiledDetection,
  observation: Observation,
  limits: EvidenceLimits,
  { alsoMatched = [], shown = shownOf(compiled, observation), counted }: HitContext = {},
): Evidence {
  const gathered = evidence ?? noEvidence(counted)
  addEvent(gathered, observation.event, limits, { keep: compiled.keep, counted })
  for (const slug of alsoMatched) addSorted(gathered.alsoMatched, slug)
  gathered.values = evidence === undefined ? shown.values : mergeValues(gathered.values, shown.values)
  if (isOpen(compiled, observation)) addPart((gathered.parts ??= new Map()), compiled, observation)
  else addSorted(gathered.risks, shown.risk)
  return gathered
}

/** Adds an event that is like others in all that is shown of it, in place. */
export function addEvent(
  evidence: Evidence,
  event: ActivityEvent,
  limits: EvidenceLimits,
  { keep = keepWhole, counted }: { readonly keep?: Keep; readonly counted?: Distinct | undefined } = {},
): void {
  if (event.time !== undefined) extend(evidence, event.time, event.time)
  if (evidence.identities !== counted) addDistinct(evidence.identities, event.identity, limits.identities)
  if (limits.samples > 0) addSample(evidence.samples, event, limits.samples, keep)
}

/** Hits of a match are kept apart by their signature already, see `judgeLate`. */
const isOpen = ({ late, judging }: CompiledDetection, { knowledge }: Observation): boolean =>
  late !== undefined && knowledge === undefined && judging.kind !== 'match'

/** Distinct events. */
export const countEvents = ({ identities }: Evidence): DistinctCount => countDistinct(identities)

/** Leaves both inputs as they are. */
export function mergeEvidence(a: Evidence, b: Evidence, limits: EvidenceLimits): Evidence {
  const merged: Evidence = {
    first: a.first,
    last: a.last,
    identities: mergeDistinct(a.identities, b.identities, limits.identities),
    samples: [...a.samples],
    values: mergeValues(a.values, b.values),
    risks: [...a.risks],
    alsoMatched: [...a.alsoMatched],
  }
  if (b.first !== undefined && b.last !== undefined) extend(merged, b.first, b.last)
  for (const sample of b.samples) addSample(merged.samples, sample, limits.samples, keepWhole)
  if (merged.samples.length > limits.samples) merged.samples.length = limits.samples
  for (const risk of b.risks) addSorted(merged.risks, risk)
  for (const slug of b.alsoMatched) addSorted(merged.alsoMatched, slug)
  if (a.parts || b.parts) merged.parts = mergeParts(a.parts ?? new Map(), b.parts ?? new Map())
  return merged
}

/** Lowers the limits, in place. */
export function limitEvidence(evidence: Evidence, limits: EvidenceLimits): void {
  limitDistinct(evidence.identities, limits.identities)
  if (evidence.samples.length > limits.samples) evidence.samples.length = limits.samples
}

/**
 * The evidence of events that share a signature (see `LateParts`), with what late fields say of them. Leaves the input as it is.
 *
 * @param observation one of the events, with all that is known in the end.
 */
export function completeEvidence(evidence: Evidence, compiled: CompiledDetection, observation: Observation): Evidence {
  const late = lateRiskOf(compiled, observation)
  const complete: Evidence = {
    ...evidence,
    values: withValues(evidence.values, lateShown(compiled), observation),
    risks: [],
  }
  for (const risk of evidence.risks) addSorted(complete.risks, risk | late)
  return complete
}

/** The evidence with what late fields say of its parts. Leaves the input as it is. */
export function completeParts(evidence: Evidence, compiled: CompiledDetection, observe: Observe): Evidence {
  const { parts, ...rest } = evidence
  if (parts === undefined) return evidence
  const complete: Evidence = { ...rest, risks: [...evidence.risks] }
  for (const { observation, risks } of decideParts(parts, compiled, observe)) {
    for (const risk of risks) addSorted(complete.risks, risk)
    complete.values = withValues(complete.values, lateShown(compiled), observation)
  }
  return complete
}

const lateShown = ({ shown }: CompiledDetection): readonly FieldReader[] =>
  shown.filter(({ field }) => isLateField(field))

/** Of no event; there is no finding of it. */
export function noEvidence(identities: Distinct = noneDistinct()): Evidence {
  return {
    first: undefined,
    last: undefined,
    identities,
    samples: [],
    values: {},
    risks: [],
    alsoMatched: [],
  }
}

function extend(evidence: Evidence, first: number, last: number): void {
  if (evidence.first === undefined || first < evidence.first) evidence.first = first
  if (evidence.last === undefined || last > evidence.last) evidence.last = last
}

/** The values with those of another event: the same object where they say nothing new. */
function withValues(
  values: Evidence['values'],
  shown: readonly FieldReader[],
  observation: Observation,
): Evidence['values'] {
  let more: Record<string, TextSet> | undefined
  for (const { field, read } of shown) {
    for (const text of fieldTexts(read(observation))) {
      const before = (more ?? values)[field]
      const texts = withText(before, text)
      if (texts !== before) (more ??= { ...values })[field] = texts
    }
  }
  return more ?? values
}

/** The same. */
function mergeValues(values: Evidence['values'], others: Evidence['values']): Evidence['values'] {
  if (values === others) return values
  let more: Record<string, TextSet> | undefined
  for (const [field, texts] of Object.entries(others)) {
    const before = values[field]
    const merged = before ? mergeTexts(before, texts) : texts
    if (merged !== before) (more ??= { ...values })[field] = merged
  }
  return more ?? values
}
