import { isKnownCrowded, observePresence, type Presence } from '#baselines'
import type { ActivityEvent, Observation } from '#events'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { combinations, encodeKey, fieldTexts } from './field-texts.ts'
import { PairMemo } from './pair-memo.ts'
import type { Series } from './series.ts'

type FirstSeen = Extract<Judging, { kind: 'first-seen' }>
type FirstSeenState = Extract<DetectionState, { kind: 'first-seen' }>

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

interface Lesson {
  readonly trial: { readonly presence?: LearntPresence | undefined }
  readonly series: Series
  readonly learnOnly: boolean
}

const day = 86_400_000

/** Adds events to the baseline, in place. */
export function learnPresences(
  compiled: CompiledDetection,
  judging: FirstSeen,
  state: FirstSeenState,
  { trial: { presence }, series, learnOnly }: Lesson,
): void {
  const learnOne = (observation: Observation, known?: LearntPresence): void => {
    const { time } = observation.event
    if (time === undefined || (known === undefined && areCrowded(judging, state, observation))) return
    const learnt = known ?? presenceIn(judging, observation)
    learnPresence(judging, state, learnt, { time, sample: () => compiled.keep(observation.event), learnOnly })
  }
  const bounds = presence && boundsOf(series, judging)
  if (presence === undefined || bounds === undefined) {
    for (const observation of series.observations) learnOne(observation, presence)
    return
  }
  for (const observation of bounds) learnOne(observation, presence)
}

/** A public site has as many addresses as requests: where that is known, none of them is named. */
const areCrowded = ({ scope }: FirstSeen, { presences }: FirstSeenState, observation: Observation): boolean =>
  fieldTexts(scope.read(observation)).every(name => isKnownCrowded(presences, name))

/** The earliest and the latest event, where those between them tell nothing more: no gap among them, and no day of their own. */
function boundsOf(series: Series, { rule }: FirstSeen): readonly Observation[] | undefined {
  const { earliest, observations } = series
  if (observations.length < 3) return observations
  const timeOf = ({ event }: Observation): number => event.time ?? 0
  const latest = observations.reduce((one, other) => (timeOf(other) > timeOf(one) ? other : one))
  const [first, last] = [timeOf(earliest), timeOf(latest)]
  return last - first < rule.forget && Math.floor(last / day) - Math.floor(first / day) < 2
    ? [earliest, latest]
    : undefined
}

function learnPresence(
  { rule }: FirstSeen,
  { presences }: FirstSeenState,
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
