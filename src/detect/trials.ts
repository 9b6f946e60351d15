import type { ActivityEvent, Observation } from '#events'
import { BoundedCache } from '#primitives'
import { type Candidates, indexCandidates } from './candidates.ts'
import type { CompiledDetection, FieldReader } from './compile/compiled-detection.ts'
import type { Step } from './correlation/compiled-correlation.ts'
import { type KindName, nameOfKind } from './correlation/kinds.ts'
import { placesIn, type SatisfiedStep } from './correlation/learn-correlation.ts'
import { classOf, fieldsOfClass } from './event-class.ts'
import { countKeyOf } from './learn-occurrence.ts'
import { type LearntPresence, presenceIn } from './learn-presence.ts'
import type { Observe } from './observe.ts'

/** A detection that is to be tried on an event. */
export interface Trial<T> {
  readonly one: T
  /** Whether the rule could match; of a correlation, whether one of the rules does that `steps` leaves. */
  readonly couldMatch: (observation: Observation) => boolean
  /** Of a correlation, its rules that the event may satisfy, each with what remains to be tested. */
  readonly steps: readonly StepTrial[]
  /** What the events of the class have in common of what a correlation, or a baseline, learns of them. */
  readonly kind?: KindName | undefined
  readonly presence?: LearntPresence | undefined
  readonly countKey?: string | undefined
}

export interface StepTrial extends SatisfiedStep {
  readonly test: (observation: Observation) => boolean
}

export interface Trials<T> {
  readonly observation: Observation
  readonly trials: readonly Trial<T>[]
}

/** Classes remembered, twice over (see `BoundedCache`). */
const mostClasses = 10_000
/** More trials than this are looked up by what the event holds, see `indexCandidates`. */
const mostTrials = 40

/**
 * Tells which detections to try on an event; undefined for none. What is the same for all events of a class is tested once per class,
 * and only what is left of a rule is tested of each event.
 */
export function planTrials<T extends { readonly compiled: CompiledDetection }>(
  items: readonly T[],
  observe: Observe,
): (event: ActivityEvent, alike?: object) => Trials<T> | undefined {
  const candidatesOf = indexCandidates(items, ({ compiled }) => compiled)
  const whole = new Map(items.map(one => [one, wholeTrial(one)]))
  /** `'once'`: a single event, for which no more than it needs is tested. */
  const classes = new BoundedCache<string, 'once' | 'many' | readonly Trial<T>[]>(mostClasses)
  /** Events that are alike are of one class. */
  const byLikeness = new WeakMap<object, readonly Trial<T>[]>()

  const select = (candidates: Candidates<T>, observation: Observation): Trials<T> => ({
    observation,
    trials: candidates.select(observation).flatMap(one => whole.get(one) ?? []),
  })

  const tryAll = (trials: readonly Trial<T>[], event: ActivityEvent): Trials<T> | undefined =>
    trials.length === 0 ? undefined : { observation: observe(event), trials }

  return (event, alike) => {
    const shared = alike && byLikeness.get(alike)
    if (shared) return tryAll(shared, event)
    const candidates = candidatesOf(event)
    if (candidates.isEmpty) return undefined
    const name = classOf(event)
    const known = name === undefined ? 'many' : classes.get(name)
    if (known !== undefined && typeof known !== 'string') {
      if (alike) byLikeness.set(alike, known)
      return tryAll(known, event)
    }
    const observation = observe(event)
    if (name === undefined || known === 'many') return select(candidates, observation)
    if (known === undefined) {
      classes.set(name, 'once')
      return select(candidates, observation)
    }
    const trials = candidates.all.flatMap(one => trialOfClass(one, observation) ?? [])
    classes.set(name, trials.length > mostTrials ? 'many' : trials)
    return { observation, trials }
  }
}

const wholeTrial = <T extends { readonly compiled: CompiledDetection }>(one: T): Trial<T> => ({
  one,
  couldMatch: observation => one.compiled.rule.couldMatch(observation),
  steps: stepsOf(one.compiled).map(step => ({
    step,
    places: [],
    test: observation => countsFor(step, observation) && step.rule.matches(observation),
  })),
})

/** Undefined where the detection has nothing to do with the class. */
function trialOfClass<T extends { readonly compiled: CompiledDetection }>(
  one: T,
  observation: Observation,
): Trial<T> | undefined {
  const { compiled } = one
  if (!compiled.outcomes.has(observation.event.outcome)) return undefined
  const couldMatch = testOf(compiled.rule.given(isKnownOfClass, observation))
  if (couldMatch === undefined) return undefined
  const steps = stepsOf(compiled).flatMap(step => {
    const test = countsFor(step, observation) ? testOf(step.rule.given(isKnownOfClass, observation)) : undefined
    return test === undefined ? [] : [{ step, test, ...sharedPlaces(step, observation) }]
  })
  return {
    one,
    couldMatch,
    steps,
    kind: sharedKind(compiled, observation),
    presence: sharedPresence(compiled, observation),
    countKey: sharedCountKey(compiled, observation),
  }
}

const isKnownOfClass = (field: string): boolean => fieldsOfClass.has(field)

const areKnown = (readers: readonly FieldReader[]): boolean => readers.every(({ field }) => isKnownOfClass(field))

function sharedPlaces({ reads }: Step, observation: Observation): Pick<SatisfiedStep, 'places' | 'above'> {
  const places = reads.map(one => (areKnown([...one.groupBy, ...one.value]) ? placesIn(one, observation) : undefined))
  const above = places.slice(1)
  return { places, above: above.every(one => one !== undefined) ? above : undefined }
}

function sharedKind(compiled: CompiledDetection, observation: Observation): KindName | undefined {
  const { judging, shown, late, adjustments } = compiled
  if (judging.kind !== 'correlation' || late !== undefined || !areKnown(shown)) return undefined
  const areAdjustmentsKnown = adjustments.every(({ fields }) => fields.every(isKnownOfClass))
  return areAdjustmentsKnown ? nameOfKind(compiled, observation) : undefined
}

function sharedCountKey({ judging }: CompiledDetection, observation: Observation): string | undefined {
  return judging.kind === 'spike' && areKnown(judging.by) ? countKeyOf(judging, observation) : undefined
}

function sharedPresence({ judging }: CompiledDetection, observation: Observation): LearntPresence | undefined {
  if (judging.kind !== 'first-seen') return undefined
  const { scope, key, wider } = judging
  return areKnown([scope, ...key, ...wider]) ? presenceIn(judging, observation) : undefined
}

const always = (): boolean => true

const testOf = (rest: boolean | ((observation: Observation) => boolean)): StepTrial['test'] | undefined =>
  rest === true ? always : rest === false ? undefined : rest

const stepsOf = ({ judging }: CompiledDetection): readonly Step[] =>
  judging.kind === 'correlation' ? judging.correlation.steps : []

const countsFor = ({ logs, outcomes }: Step, { event }: Observation): boolean =>
  logs.includes(event.log) && outcomes.has(event.outcome)
