import { type ActivityEvent, type Environment, emptyEnvironment, type Noise, noiseOf, type Observation } from '#events'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import { CorrelationLearner } from './correlation/learn-correlation.ts'
import { type DetectionState, type DetectState, emptyDetectionState } from './detect-state.ts'
import { HitCollector } from './hits/hit-collector.ts'
import { OccurrenceLearner } from './learn-occurrence.ts'
import { learnPresence, presenceIn } from './learn-presence.ts'
import { observeIn } from './observe.ts'
import { planTrials, type Trials } from './trials/plan-trials.ts'
import type { Trial } from './trials/trial.ts'

/** Runs every detection over events and gathers what a judgement needs. */
export interface Engine {
  /**
   * @param learnOnly the event comes from a baseline: learn from it, report nothing from it.
   * @param alike the same for events that are alike, see `EventSink`.
   */
  observe(event: ActivityEvent, learnOnly: boolean, alike?: object): void
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

/** Adds an event that satisfied a detection to its state, in place; the hits of a match are gathered together. */
type Learn = (trial: Trial<Running>, observation: Observation, time: number, learnOnly: boolean) => void

function begin(compiled: CompiledDetection): Running {
  const state = emptyDetectionState(compiled.detection)
  return { compiled, state, learn: learnerOf(compiled, state) }
}

function learnerOf(compiled: CompiledDetection, state: DetectionState): Learn {
  const { judging } = compiled
  if (judging.kind === 'first-seen' && state.kind === 'first-seen') {
    return (trial, observation, time, learnOnly) => {
      const presence = trial.presence ?? presenceIn(judging, observation)
      learnPresence(judging, state, presence, { time, sample: () => compiled.keep(observation.event), learnOnly })
    }
  }
  if (judging.kind === 'spike' && state.kind === 'spike') {
    const learner = new OccurrenceLearner(compiled, judging, state)
    return (trial, observation, time, learnOnly) => learner.learn(trial, observation, time, learnOnly)
  }
  if (state.kind === 'correlation') {
    const learner = new CorrelationLearner(compiled, state)
    return ({ steps, kind }, observation, time, learnOnly) =>
      learner.learn(steps, observation, { time, learnOnly, kind })
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
  const trialsOf = planTrials(running, observeEvent)
  let hits = new HitCollector<Running>()
  let last: number | undefined
  return {
    observe(event, learnOnly, alike) {
      if (event.time !== undefined && (last === undefined || event.time > last)) last = event.time
      const found = trialsOf(event, alike)
      if (found === undefined) return
      const kind = observeWith(found, hits, learnOnly)
      if (kind !== undefined) noise[kind] = (noise[kind] ?? 0) + 1
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

/** Gives the kind of noise that kept the event from some detection. */
function observeWith(
  { trials, observation }: Trials<Running>,
  hits: HitCollector<Running>,
  learnOnly: boolean,
): Noise | undefined {
  const matched: Trial<Running>[] = []
  let noise: Noise | undefined | 'unknown' = 'unknown'
  let leftOut: Noise | undefined
  for (const trial of trials) {
    const { compiled, state } = trial.one
    if (!compiled.outcomes.has(observation.event.outcome)) continue
    if (learnOnly && state.kind === 'match') continue
    if (!trial.couldMatch(observation)) continue
    if (compiled.detection.noise === 'exclude') {
      if (noise === 'unknown') noise = noiseOf(observation.event)
      leftOut ??= noise
      if (noise !== undefined) continue
    }
    if (state.kind === 'match') matched.push(trial)
    else learn(trial, observation, learnOnly)
  }
  if (matched.length > 0) hits.collect(matched, trials, observation)
  return leftOut
}

function learn(trial: Trial<Running>, observation: Observation, learnOnly: boolean): void {
  const { state, learn: learnOf } = trial.one
  if (state.kind === 'match') return
  const { time } = observation.event
  if (time === undefined) state.untimed = true
  else learnOf(trial, observation, time, learnOnly)
}
