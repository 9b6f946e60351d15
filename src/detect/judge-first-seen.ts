import { judgeFirstSeen, type NewKey } from '#baselines'
import type { ActivityEvent, Observation, Outcome } from '#events'
import { formatDuration } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { decodeKey, encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addHit } from './hits/evidence.ts'
import { windowOf } from './hits/hit-groups.ts'
import { JudgedHits } from './judged-hits.ts'
import type { Measure } from './judgement.ts'
import type { Observe } from './observe.ts'

type FirstSeen = Extract<Judging, { kind: 'first-seen' }>

export function judgeNewKeys(
  compiled: CompiledDetection,
  judging: FirstSeen,
  state: Extract<DetectionState, { kind: 'first-seen' }>,
  until: number,
  observe: Observe,
): JudgedHits {
  const judged = judgeFirstSeen(state.presences, judging.rule, until)
  const hits = new JudgedHits(compiled, observe)
  for (const found of judged.newKeys) {
    const observation = observe(found.sample)
    const [outcome, ...values] = decodeKey(found.key) as [Outcome, ...string[]]
    const place = {
      outcome,
      key: groupKey(compiled.group, observation),
      window: windowOf(found.time, compiled.detection.group.window),
    }
    const measure = measureOf(judging, found, values, observation)
    hits.add(place, (evidence, limits) => addHit(evidence, compiled, observation, limits), measure)
  }
  const { field } = judging.scope
  if (judged.learning.length > 0) {
    hits.learning = `${judged.learning.length} of ${judged.scopes} values of ${field} have not learnt (${formatDuration(judging.rule.learning)} of history, active on ${judging.rule.minimumDays} days): ${shorten(judged.learning)}`
  }
  if (judged.crowded.length > 0) {
    const what = judging.key.map(key => key.field).join(' and ')
    hits.notes.push(
      `more than ${judging.rule.maxKeysPerScope} different ${what} in ${shorten(judged.crowded)}, where a new one says nothing`,
    )
  }
  if (judged.overflow) hits.notes.push(`there are too many values of ${field} to judge all of them`)
  if (state.untimed) hits.notes.push('events without a readable time could not be compared with history')
  return hits
}

function measureOf(
  judging: FirstSeen,
  found: NewKey<ActivityEvent>,
  values: readonly string[],
  observation: Observation,
): Measure {
  return {
    kind: 'first-seen',
    scope: { field: judging.scope.field, value: found.scope },
    key: judging.key.map(({ field }, index) => ({ field, value: values[index] ?? '' })),
    time: found.time,
    scopeFirst: found.scopeFirst,
    ...(found.lastSeen !== undefined && { lastSeen: found.lastSeen }),
    wider: judging.wider.flatMap(({ field, read }) =>
      fieldTexts(read(observation)).map(value => ({ field, value, known: found.wasKnown(encodeKey([field, value])) })),
    ),
  }
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
