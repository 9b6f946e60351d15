import { describe, expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { type EventSketch, exampleEvent, exampleTime } from '../../test/fixtures/example-event.ts'
import { compileDetections } from './compile/compile-detections.ts'
import { createEngine } from './engine.ts'
import { judge } from './judge.ts'

const day = 86_400_000

const newNetwork = exampleDetection('new-network', callOf('GetObject'), {
  kind: {
    kind: 'first-seen',
    key: ['s3.bucket', 'network.ip'],
    wider: [],
    learning: 7 * day,
    minimumDays: 0,
    forget: 30 * day,
  },
})
const deletions = exampleDetection('deletions', callOf('DeleteBucket'), {
  kind: {
    kind: 'spike',
    by: ['actor.principal'],
    every: day,
    history: 30 * day,
    deviations: 3,
    minimumPoints: 15,
    coldStart: 5,
  },
})

function judgementOf(...sketches: readonly EventSketch[]) {
  const compiled = compileDetections([newNetwork, deletions])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const engine = createEngine(compiled.value)
  for (const sketch of sketches) engine.observe([exampleEvent(sketch)], false)
  return judge(compiled.value, engine.state())
}

const access = (id: string, days: number, bucket: string): EventSketch => ({
  id,
  time: exampleTime + days * day,
  action: 'GetObject',
  bucket,
})

describe('a judgement tells', () => {
  test('which scopes have not learnt for long enough', () => {
    const judgement = judgementOf(access('a', 0, 'amzn-s3-demo-old'), access('b', 10, 'amzn-s3-demo-young'))
    expect(judgement.learning.get('new-network')).toBe(
      '1 of 2 values of s3.bucket have not learnt (7d of history, active on 0 days): amzn-s3-demo-young',
    )
  })

  test('nothing of the kind once all have', () => {
    const judgement = judgementOf(access('a', 0, 'amzn-s3-demo-old'), access('b', 10, 'amzn-s3-demo-old'))
    expect([...judgement.learning]).toEqual([])
  })

  test('that keys without enough history are judged by the cold start', () => {
    expect(judgementOf({ id: 'a', action: 'DeleteBucket' }).learning.get('deletions')).toContain('judged by 5 in 1d')
  })

  test('that events without a readable time could not be placed', () => {
    const judgement = judgementOf({ id: 'a', action: 'GetObject', bucket: 'amzn-s3-demo-old', time: null })
    expect(judgement.notes.get('new-network')).toEqual([expect.stringContaining('without a readable time')])
    expect(judgement.groups).toEqual([])
  })
})
