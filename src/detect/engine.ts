import { type ActivityEvent, type Environment, emptyEnvironment, type Noise, noiseOf, type Observation } from '#events'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import { CorrelationLearner } from './correlation/learn-correlation.ts'
import { type DetectionState, type DetectState, emptyDetectionState } from './detect-state.ts'
import { HitCollector } from './hits/hit-collector.ts'
import { OccurrenceLearner } from './learn-occurrence.ts'
import { learnPresences } from './learn-presence.ts'
import { observeIn } from './observe.ts'
import { Series, seriesOf } from './series.ts'
import { planTrials } from './trials/plan-trials.ts'
import type { Trial } from './trials/trial.ts'

/** Runs every detection over events and gathers what a judgement needs. */
export interface Engine {
  /**
   * @param learnOnly the events come from a baseline: learn from them, report nothing from them.
   * @param alike the same for events that are alike, see `EventSink`; undefined for a single event that is told of no other.
   */
  observe(events: readonly ActivityEvent[], learnOnly: boolean, alike?: object): void
  /** The state so far; it goes on changing with further events. */
  state(): DetectState
  /** The state so far, given away: the engine goes on with an empty one. */
  take(): DetectState
  /** How many events satisfied a detection, and were left out of it as AWS's own, by their kind. */
  noise(): Readonly<Partial<Record<Noise, number>>>
}

interface Running {
  readonly compiled: CompiledDetection
  state: DetectionState
  learn: Learn
}

/** Adds events that satisfied a detection to its state, in place; the hits of a match are gathered together. */
type Learn = (trial: Trial<Running>, series: Series, learnOnly: boolean) => void

function begin(compiled: CompiledDetection): Running {
  const state = emptyDetectionState(compiled.detection)
  return { compiled, state, learn: learnerOf(compiled, state) }
}

function learnerOf(compiled: CompiledDetection, state: DetectionState): Learn {
  const { judging } = compiled
  if (judging.kind === 'first-seen' && state.kind === 'first-seen') {
    return (trial, series, learnOnly) => learnPresences(compiled, judging, state, { trial, series, learnOnly })
  }
  if (judging.kind === 'spike' && state.kind === 'spike') {
    const learner = new OccurrenceLearner(compiled, judging, state)
    return (trial, series, learnOnly) => learner.learn(trial, series, learnOnly)
  }
  if (state.kind === 'correlation') {
    const learner = new CorrelationLearner(compiled, state)
    return ({ steps, kind }, series, learnOnly) => learner.learn(steps, series, { learnOnly, kind })
  }
  return () => undefined
}

export function createEngine(
  detections: readonly CompiledDetection[],
  environment: Environment = emptyEnvironment,
): Engine {
  const observeEvent = observeIn({ environment })
  const noise: Partial<Record<Noise, number>> = {}
  const running = detections.filter(({ silencedBy }) => silencedBy === undefined).map(begin)
  const planner = planTrials(running, observeEvent)
  let hits = new HitCollector<Running>()
  let last: number | undefined

  const tryOn = (trials: readonly Trial<Running>[], series: Series, learnOnly: boolean): void => {
    const left = observeSeries(trials, series, { hits, learnOnly })
    if (left !== undefined) noise[left.noise] = (noise[left.noise] ?? 0) + left.events
  }

  return {
    observe(events, learnOnly, alike) {
      let index = 0
      while (index < events.length) {
        const narrowed = alike && planner.narrowedFor(alike)
        if (narrowed !== undefined) {
          const rest = index === 0 ? events : events.slice(index)
          const series = narrowed.length > 0 ? seriesOf(rest.map(observeEvent)) : undefined
          if (series !== undefined) tryOn(narrowed, series, learnOnly)
          break
        }
        const found = planner.trialsOf(events[index] as ActivityEvent, alike)
        if (found !== undefined) tryOn(found.trials, new Series([found.observation]), learnOnly)
        index++
      }
      for (const { time } of events) if (time !== undefined && (last === undefined || time > last)) last = time
    },
    state: () => stateOf(running, last),
    take() {
      const taken = stateOf(running, last)
      for (const one of running) Object.assign(one, begin(one.compiled))
      hits = new HitCollector()
      last = undefined
      return taken
    },
    noise: () => noise,
  }
}

const stateOf = (running: readonly Running[], last: number | undefined): DetectState => ({
  detections: new Map(running.map(({ compiled, state }) => [compiled.detection.slug, state])),
  last,
})

/** Events that some detection left out. */
interface LeftOut {
  readonly noise: Noise
  readonly events: number
}

function observeSeries(
  trials: readonly Trial<Running>[],
  series: Series,
  { hits, learnOnly }: { readonly hits: HitCollector<Running>; readonly learnOnly: boolean },
): LeftOut | undefined {
  const { event } = series.first
  const matching: Trial<Running>[] = []
  const leftOut = new Set<Observation>()
  let noise: Noise | undefined | 'unknown' = 'unknown'
  for (const trial of trials) {
    const { compiled, state } = trial.one
    if (!compiled.outcomes.has(event.outcome)) continue
    if (learnOnly && state.kind === 'match') continue
    if (compiled.detection.noise === 'exclude') {
      if (noise === 'unknown') noise = noiseOf(event)
      if (noise !== undefined) {
        for (const observation of series.observations) if (trial.couldMatch(observation)) leftOut.add(observation)
        continue
      }
    }
    if (state.kind === 'match') matching.push(trial)
    else {
      const satisfying = series.filter(trial.couldMatch)
      if (satisfying !== undefined) learn(trial, satisfying, learnOnly)
    }
  }
  if (matching.length > 0) hits.collect(matching, trials, series)
  return leftOut.size === 0 || noise === undefined || noise === 'unknown' ? undefined : { noise, events: leftOut.size }
}

function learn(trial: Trial<Running>, series: Series, learnOnly: boolean): void {
  const { state, learn: learnOf } = trial.one
  if (state.kind === 'match') return
  const timed = series.filter(({ event }) => event.time !== undefined)
  if (timed !== series) state.untimed = true
  if (timed !== undefined) learnOf(trial, timed, learnOnly)
}
