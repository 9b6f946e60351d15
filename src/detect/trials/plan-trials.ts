import { type ActivityEvent, isOfOccasion, type LogKind, type Observation } from '#events'
import { BoundedCache } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { Observe } from '../observe.ts'
import { type Candidates, indexCandidates } from './candidates.ts'
import { classOf, fieldsOfClass } from './event-class.ts'
import { type Trial, trialOf, wholeTrial } from './trial.ts'

export interface Trials<T> {
  readonly observation: Observation
  readonly trials: readonly Trial<T>[]
}

/** Classes remembered, twice over (see `BoundedCache`). */
const mostClasses = 10_000
/** More trials than this are looked up by what the event holds, see `indexCandidates`. */
const mostTrials = 40
/** So many events that are alike may have more to come: what is left to try of those is worth finding out. */
const worthNarrowing = 2

/** What to try on events that are alike: first that of their class, later what is left of it. */
interface AlikeTrials<T> {
  trials: readonly Trial<T>[]
  met: number
}

/** Tells which detections to try. */
export interface TrialPlanner<T> {
  /** Undefined where there is nothing to try. */
  trialsOf(event: ActivityEvent, alike?: object): Trials<T> | undefined
  /** What is left to try of all events that are alike, once that is known. */
  narrowedFor(alike: object): readonly Trial<T>[] | undefined
}

/**
 * What is the same for all events of a class, or for all that are alike, is tested once, and only what is left of a rule is tested of
 * each event.
 */
export function planTrials<T extends { readonly compiled: CompiledDetection }>(
  items: readonly T[],
  observe: Observe,
): TrialPlanner<T> {
  const candidatesOf = indexCandidates(items, ({ compiled }) => compiled)
  const whole = new Map(items.map(one => [one, wholeTrial(one)]))
  /** `'once'`: a single event, for which no more than it needs is tested. */
  const classes = new BoundedCache<string, 'once' | 'many' | readonly Trial<T>[]>(mostClasses)
  const byLikeness = new WeakMap<object, AlikeTrials<T>>()

  const select = (candidates: Candidates<T>, observation: Observation): Trials<T> => ({
    observation,
    trials: candidates.select(observation).flatMap(one => whole.get(one) ?? []),
  })

  const tryAll = (trials: readonly Trial<T>[], event: ActivityEvent): Trials<T> | undefined =>
    trials.length === 0 ? undefined : { observation: observe(event), trials }

  const tryAlike = (shared: AlikeTrials<T>, event: ActivityEvent): Trials<T> | undefined => {
    shared.met++
    if (shared.met !== worthNarrowing) return tryAll(shared.trials, event)
    const observation = observe(event)
    const isKnown = isKnownOfAlike[event.log]
    shared.trials = shared.trials.flatMap(({ one }) => trialOf(one, observation, isKnown) ?? [])
    return { observation, trials: shared.trials }
  }

  const trialsOf: TrialPlanner<T>['trialsOf'] = (event, alike) => {
    const shared = alike && byLikeness.get(alike)
    if (shared) return tryAlike(shared, event)
    const candidates = candidatesOf(event)
    if (candidates.isEmpty) return undefined
    const name = classOf(event)
    const known = name === undefined ? 'many' : classes.get(name)
    if (known !== undefined && typeof known !== 'string') {
      // Events that are alike are of one class.
      if (alike) byLikeness.set(alike, { trials: known, met: 0 })
      return tryAll(known, event)
    }
    const observation = observe(event)
    if (name === undefined || known === 'many') return select(candidates, observation)
    if (known === undefined) {
      classes.set(name, 'once')
      return select(candidates, observation)
    }
    const trials = candidates.all.flatMap(one => trialOf(one, observation, isKnownOfClass) ?? [])
    classes.set(name, trials.length > mostTrials ? 'many' : trials)
    return { observation, trials }
  }

  return {
    trialsOf,
    narrowedFor(alike) {
      const shared = byLikeness.get(alike)
      return shared !== undefined && shared.met >= worthNarrowing ? shared.trials : undefined
    },
  }
}

const isKnownOfClass = (field: string): boolean => fieldsOfClass.has(field)

const knownOf =
  (log: LogKind) =>
  (field: string): boolean =>
    fieldsOfClass.has(field) || !isOfOccasion(field, log)

const isKnownOfAlike: Readonly<Record<LogKind, (field: string) => boolean>> = {
  cloudtrail: knownOf('cloudtrail'),
  's3-access-log': knownOf('s3-access-log'),
}
