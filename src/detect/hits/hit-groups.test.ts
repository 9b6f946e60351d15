import { describe, expect, test } from 'vitest'
import { emptyEnvironment } from '#events'
import { compareText } from '#primitives'
import { emptyInventory, knowledgeOf } from '#s3'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import {
  type CompiledDetection,
  compileDetections,
  createEngine,
  type DetectState,
  judge,
  mergeDetectStates,
} from '../index.ts'
import { limitsFor, maxGroups } from './hit-groups.ts'

const perBucket = exampleDetection('suspended', callOf('PutBucketVersioning'), {
  group: { by: ['s3.bucket'], window: 3_600_000 },
})

/** What it says of them depends on what all logs tell of the bucket. */
const lateByBucket = exampleDetection(
  'suspended',
  'detection: { call: { eventName: PutBucketVersioning }, log: { bucket.log_target: true }, condition: call and not log }',
  { group: { by: ['s3.bucket'], window: 3_600_000 } },
)

function compiled(detection = perBucket): readonly CompiledDetection[] {
  const result = compileDetections([detection])
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return result.value
}

const eventOf = (group: number, n: number) =>
  exampleEvent({ id: `${group}-${n}`, time: exampleTime + n, bucket: `amzn-s3-demo-bucket${group}` })

function stateOf(events: Iterable<ReturnType<typeof eventOf>>, detection = perBucket): DetectState {
  const engine = createEngine(compiled(detection))
  for (const event of events) engine.observe([event], false)
  return structuredClone(engine.state())
}

const groupsOf = (state: DetectState) =>
  judge(compiled(), state).groups.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1))

describe('a detection with many findings', () => {
  test('keeps fewer events of each, the same ones whatever the order and split', () => {
    const events = Array.from({ length: 400 * 60 }, (_, index) => eventOf(index % 400, Math.floor(index / 400)))
    const whole = groupsOf(stateOf(events))
    expect(whole).toHaveLength(400)
    expect(whole[0]?.evidence.samples.map(({ time }) => (time ?? 0) - exampleTime)).toEqual([...Array(25).keys()])
    expect(groupsOf(stateOf(events.toReversed()))).toEqual(whole)
    const halves = [0, 1].map(half =>
      stateOf(events.filter((_, index) => index % 3 === half || (half && index % 3 === 2))),
    )
    expect(groupsOf(mergeDetectStates(halves[0] as DetectState, halves[1] as DetectState))).toEqual(whole)
  })

  test('is bounded, says so, and keeps the same ones whatever the order', () => {
    const events = Array.from({ length: 2.5 * maxGroups }, (_, index) => eventOf(index, 0))
    const state = stateOf(events)
    const names = (one: DetectState) => groupsOf(one).map(({ key }) => key[0])
    expect(names(state)).toHaveLength(maxGroups)
    expect(judge(compiled(), state).notes.get('suspended')?.[0]).toContain('10000')
    expect(names(stateOf(events.toReversed()))).toEqual(names(state))
  })

  test('keeps the same ones whatever the order where late fields decide what counts', () => {
    const knowledge = knowledgeOf(emptyInventory(), emptyEnvironment)
    const names = (events: readonly ReturnType<typeof eventOf>[]) =>
      judge(compiled(lateByBucket), stateOf(events, lateByBucket), { environment: emptyEnvironment, knowledge })
        .groups.map(({ key }) => String(key[0]))
        .toSorted(compareText)
    const events = Array.from({ length: 2.5 * maxGroups }, (_, index) => eventOf(index, 0))
    expect(names(events)).toHaveLength(maxGroups)
    expect(names(events.toReversed())).toEqual(names(events))
  })
})

test('limits only shrink with the number of groups, and never to nothing', () => {
  let before = limitsFor(1)
  expect(before).toEqual({ samples: 50, identities: 10_000 })
  for (let groups = 2; groups <= 3 * maxGroups; groups++) {
    const limits = limitsFor(groups)
    expect(limits.samples <= before.samples && limits.identities <= before.identities).toBe(true)
    before = limits
  }
  expect(before).toEqual({ samples: 1, identities: 1_000 })
})
