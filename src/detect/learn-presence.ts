import { observePresence, type Presence } from '#baselines'
import type { ActivityEvent, Observation } from '#events'
import type { Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { combinations, encodeKey, fieldTexts } from './field-texts.ts'
import { PairMemo } from './pair-memo.ts'

type FirstSeen = Extract<Judging, { kind: 'first-seen' }>

/** What an event tells a first-seen detection, besides when it was. */
export interface LearntPresence {
  readonly scopes: readonly string[]
  readonly keys: readonly string[]
  readonly wider: readonly string[]
}

export function presenceIn(judging: FirstSeen, observation: Observation): LearntPresence {
  const keys = keysOf(judging, observation)
  if (keys.length === 0) return nothing
  const wider: string[] = []
  for (const { field, read } of judging.wider) {
    for (const text of fieldTexts(read(observation))) wider.push(keyNames.get(field, text))
  }
  return { scopes: fieldTexts(judging.scope.read(observation)), keys, wider }
}

const nothing: LearntPresence = { scopes: [], keys: [], wider: [] }

/** Adds an event to the baseline, in place. */
export function learnPresence(
  { rule }: FirstSeen,
  { presences }: Extract<DetectionState, { kind: 'first-seen' }>,
  { scopes, keys, wider }: LearntPresence,
  { time, sample, learnOnly }: Pick<Presence<ActivityEvent>, 'time' | 'sample' | 'learnOnly'>,
): void {
  for (const scope of scopes) {
    for (const key of keys) observePresence(presences, { scope, key, wider, time, sample, learnOnly }, rule)
  }
}

/** Each access of a bucket passes here: texts that were made before are taken from a memo. */
const keyNames = new PairMemo<string>((first, second) => encodeKey([first, second]))

function keysOf({ key }: FirstSeen, observation: Observation): string[] {
  const { outcome } = observation.event
  const [only] = key
  if (only && key.length === 1) return fieldTexts(only.read(observation)).map(text => keyNames.get(outcome, text))
  return combinations(key, observation).map(values => encodeKey([outcome, ...values]))
}
