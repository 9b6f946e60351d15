import { isLateField, type Observation } from '#events'
import type { CompiledDetection, FieldReader } from '../compile/compiled-detection.ts'
import type { Step } from '../correlation/compiled-correlation.ts'
import { type KindName, nameOfAlike } from '../correlation/kinds.ts'
import type { StepTrial } from '../correlation/learn-correlation.ts'
import { keysIn, placesIn } from '../correlation/places.ts'
import { countKeyOf } from '../learn-occurrence.ts'
import { type LearntPresence, presenceIn } from '../learn-presence.ts'
import { always } from '../series.ts'

/** A detection that is to be tried on an event, with what is known beforehand of all events that are like it. */
export interface Trial<T> {
  readonly one: T
  /** Whether the rule could match; of a correlation, whether one of the rules does that `steps` leaves. */
  readonly couldMatch: (observation: Observation) => boolean
  /** Of a correlation, its rules that the event may satisfy, each with what remains to be tested. */
  readonly steps: readonly StepTrial[]
  /** What the events have in common of what a correlation, or a baseline, learns of them. */
  readonly kind?: KindName | undefined
  readonly presence?: LearntPresence | undefined
  readonly countKey?: string | undefined
  /** A finding shows the same of all these events, and their risk is the same. Those of a match fall into one group of each window. */
  readonly isShownAlike?: boolean
}

type IsKnown = (field: string) => boolean

/** Nothing is known beforehand. */
export const wholeTrial = <T extends { readonly compiled: CompiledDetection }>(one: T): Trial<T> => ({
  one,
  couldMatch: observation => one.compiled.rule.couldMatch(observation),
  steps: stepsOf(one.compiled).map(step => ({
    step,
    test: observation => countsFor(step, observation) && step.rule.matches(observation),
  })),
})

/**
 * What is left to try of a detection for the events that share the known fields, and the call, with this one; undefined where it has
 * nothing to do with them.
 */
export function trialOf<T extends { readonly compiled: CompiledDetection }>(
  one: T,
  observation: Observation,
  isKnown: IsKnown,
): Trial<T> | undefined {
  const { compiled } = one
  if (!compiled.outcomes.has(observation.event.outcome)) return undefined
  const couldMatch = testOf(compiled.rule.given(isKnown, observation))
  if (couldMatch === undefined) return undefined
  const steps = stepsOf(compiled).flatMap(step => {
    const test = countsFor(step, observation) ? testOf(step.rule.given(isKnown, observation)) : undefined
    return test === undefined ? [] : [{ step, test, ...sharedPlaces(step, observation, isKnown) }]
  })
  const isShownAlike = areShownAlike(compiled, isKnown)
  return {
    one,
    couldMatch,
    steps,
    kind: compiled.judging.kind === 'correlation' && isShownAlike ? nameOfAlike(compiled, observation) : undefined,
    presence: sharedPresence(compiled, observation, isKnown),
    countKey: sharedCountKey(compiled, observation, isKnown),
    isShownAlike,
  }
}

const areKnown = (readers: readonly FieldReader[], isKnown: IsKnown): boolean =>
  readers.every(({ field }) => isKnown(field))

function sharedPlaces({ reads }: Step, observation: Observation, isKnown: IsKnown): Omit<StepTrial, 'step' | 'test'> {
  const [first, ...higher] = reads
  const keys = areKnown(first.groupBy, isKnown) ? keysIn(first, observation) : undefined
  const isFixed = (one: Step['reads'][number]): boolean => areKnown([...one.groupBy, ...one.value], isKnown)
  return {
    keys,
    places: isFixed(first) ? placesIn(first, observation) : undefined,
    above: higher.every(isFixed) ? higher.map(one => placesIn(one, observation)) : undefined,
  }
}

function areShownAlike(compiled: CompiledDetection, isKnown: IsKnown): boolean {
  const { judging, group, shown, late, adjustments, readsTexts } = compiled
  // No list of fields tells what keywords are looked for in.
  if (readsTexts) return false
  const named = [...shown.map(({ field }) => field), ...adjustments.flatMap(({ fields }) => fields)]
  // What late fields have to do with the hits of a match is told by their group, and with the rows of a correlation by their kind.
  if (judging.kind === 'match') {
    return [...named, ...group.map(({ field }) => field), ...(late?.fields ?? [])].every(isKnown)
  }
  if (judging.kind === 'correlation') return [...named, ...(late?.fields ?? [])].every(isKnown)
  return late === undefined && named.every(field => isKnown(field) && !isLateField(field))
}

function sharedCountKey({ judging }: CompiledDetection, observation: Observation, isKnown: IsKnown) {
  return judging.kind === 'spike' && areKnown(judging.by, isKnown) ? countKeyOf(judging, observation) : undefined
}

function sharedPresence({ judging }: CompiledDetection, observation: Observation, isKnown: IsKnown) {
  if (judging.kind !== 'first-seen') return undefined
  const { scope, key, wider } = judging
  return areKnown([scope, ...key, ...wider], isKnown) ? presenceIn(judging, observation) : undefined
}

const testOf = (rest: boolean | ((observation: Observation) => boolean)): StepTrial['test'] | undefined =>
  rest === true ? always : rest === false ? undefined : rest

const stepsOf = ({ judging }: CompiledDetection): readonly Step[] =>
  judging.kind === 'correlation' ? judging.correlation.steps : []

const countsFor = ({ logs, outcomes }: Step, { event }: Observation): boolean =>
  logs.includes(event.log) && outcomes.has(event.outcome)
