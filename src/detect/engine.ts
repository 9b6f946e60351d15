import { observeOccurrence, observePresence } from '#baselines'
import { type ActivityEvent, type LogKind, Observation } from '#events'
import { absurd, digest53 } from '#primitives'
import { readFacts } from '#s3'
import { canMatch } from './can-match.ts'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import { type DetectionState, type DetectState, emptyDetectionState } from './detect-state.ts'
import { combinations, encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addHit } from './hits/evidence.ts'
import { gather, windowOf } from './hits/hit-groups.ts'
import { PairMemo } from './pair-memo.ts'
import { foldRefinements } from './refinements.ts'
import { periodLimits } from './state-rules.ts'

/** Runs every detection over events and gathers what a judgement needs. */
export interface Engine {
  /** @param learnOnly the event comes from a baseline: learn from it, report nothing from it. */
  observe(event: ActivityEvent, learnOnly: boolean): void
  /** The state so far; it goes on changing with further events. */
  state(): DetectState
}

interface Running {
  readonly compiled: CompiledDetection
  readonly state: DetectionState
}

export function createEngine(detections: readonly CompiledDetection[]): Engine {
  const running = detections.map(compiled => ({ compiled, state: emptyDetectionState(compiled.detection) }))
  const candidates: Record<LogKind, PairMemo<readonly Running[]>> = {
    cloudtrail: candidatesFor(running, 'cloudtrail'),
    's3-access-log': candidatesFor(running, 's3-access-log'),
  }
  let last: number | undefined
  return {
    observe(event, learnOnly) {
      if (event.time !== undefined && (last === undefined || event.time > last)) last = event.time
      const possible = candidates[event.log].get(event.service, event.action)
      if (possible.length > 0) observeWith(possible, new Observation(event, readFacts), learnOnly)
    },
    state: () => ({
      detections: new Map(running.map(({ compiled, state }) => [compiled.detection.slug, state])),
      last,
    }),
  }
}

const candidatesFor = (running: readonly Running[], log: LogKind): PairMemo<readonly Running[]> =>
  new PairMemo((service, action) => running.filter(({ compiled }) => canMatch(compiled, log, service, action)))

function observeWith(candidates: readonly Running[], observation: Observation, learnOnly: boolean): void {
  const matched: Running[] = []
  for (const one of candidates) {
    const { compiled, state } = one
    if (!compiled.outcomes.has(observation.event.outcome)) continue
    if (learnOnly && state.kind === 'match') continue
    if (!compiled.rule.matches(observation)) continue
    if (state.kind === 'match') matched.push(one)
    else learn(compiled, state, observation, learnOnly)
  }
  for (const { one, alsoMatched } of foldRefinements(matched)) hit(one, observation, alsoMatched)
}

function hit({ compiled, state }: Running, observation: Observation, alsoMatched: readonly string[]): void {
  if (state.kind !== 'match') return
  const { outcome, time } = observation.event
  const place = {
    outcome,
    key: groupKey(compiled.group, observation),
    window: windowOf(time, compiled.detection.group.window),
  }
  gather(state.hits, place, (evidence, limits) => addHit(evidence, compiled, observation, limits, alsoMatched))
}

function learn(
  compiled: CompiledDetection,
  state: Exclude<DetectionState, { kind: 'match' }>,
  observation: Observation,
  learnOnly: boolean,
): void {
  const { time } = observation.event
  if (time === undefined) {
    state.untimed = true
    return
  }
  const { judging } = compiled
  switch (judging.kind) {
    case 'match':
      return
    case 'first-seen':
      if (state.kind === 'first-seen') learnPresence(judging, state, observation, time, learnOnly)
      return
    case 'spike':
      if (state.kind === 'spike') learnOccurrence(compiled, judging, state, observation, time, learnOnly)
      return
    default:
      absurd(judging)
  }
}

function learnPresence(
  judging: Extract<Judging, { kind: 'first-seen' }>,
  state: Extract<DetectionState, { kind: 'first-seen' }>,
  observation: Observation,
  time: number,
  learnOnly: boolean,
): void {
  const { event } = observation
  const keys = keysOf(judging, observation)
  if (keys.length === 0) return
  const wider: string[] = []
  for (const { field, read } of judging.wider) {
    for (const text of fieldTexts(read(observation))) wider.push(keyNames.get(field, text))
  }
  for (const scope of fieldTexts(judging.scope.read(observation))) {
    for (const key of keys) {
      observePresence(state.presences, { scope, key, wider, time, sample: event, learnOnly }, judging.rule)
    }
  }
}

/** Each access of a bucket passes here: texts that were made before are taken from a memo. */
const keyNames = new PairMemo<string>((first, second) => encodeKey([first, second]))

function keysOf({ key }: Extract<Judging, { kind: 'first-seen' }>, observation: Observation): string[] {
  const { outcome } = observation.event
  const [only] = key
  if (only && key.length === 1) return fieldTexts(only.read(observation)).map(text => keyNames.get(outcome, text))
  return combinations(key, observation).map(values => encodeKey([outcome, ...values]))
}

function learnOccurrence(
  compiled: CompiledDetection,
  judging: Extract<Judging, { kind: 'spike' }>,
  state: Extract<DetectionState, { kind: 'spike' }>,
  observation: Observation,
  time: number,
  learnOnly: boolean,
): void {
  const { event } = observation
  const digests = judging.distinct
    ? fieldTexts(judging.distinct.read(observation)).map(text => digest53(text))
    : [event.identity]
  const occurrence = {
    key: encodeKey([event.outcome, ...groupKey(judging.by, observation)]),
    time,
    digests,
    ...(!learnOnly && {
      gather: (evidence: Parameters<typeof addHit>[0]) => addHit(evidence, compiled, observation, periodLimits),
    }),
  }
  observeOccurrence(state.counts, occurrence, judging.rule)
}
