import { expect, test } from 'vitest'
import { exampleCorrelation, partOf } from '../../../test/fixtures/example-correlation.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { compileDetections } from '../compile/compile-detections.ts'
import { createEngine } from '../engine.ts'
import { judge } from '../judge.ts'
import { closeWindows } from './close-windows.ts'

const hour = 3_600_000

const detection = exampleCorrelation(
  'x',
  `title: both
correlation: { type: temporal_ordered, rules: [PutBucketAcl, DeleteBucket], group-by: [s3.bucket], timespan: 2h }
${partOf('PutBucketAcl')}${partOf('DeleteBucket')}`,
)

/** Watches hour by hour, and closes what is older than an hour late. */
function watch(...calls: readonly (readonly [action: string, hours: number])[]) {
  const compiled = compileDetections([detection])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const engine = createEngine(compiled.value)
  for (const [action, hours] of calls) {
    const time = exampleTime + hours * hour
    engine.observe(exampleEvent({ id: `${action} ${hours}`, action, time, bucket: 'amzn-s3-demo-bucket' }), false)
    closeWindows(compiled.value, engine.state(), hour)
  }
  const state = engine.state()
  const own = state.detections.get('x')
  const groups = own?.kind === 'correlation' ? own.nodes.get(0)?.groups.size : undefined
  const kinds = own?.kind === 'correlation' ? own.kinds.whos.size : undefined
  return { found: judge(compiled.value, state).groups.length, groups, kinds }
}

test('what may still happen together stays open', () => {
  expect(watch(['PutBucketAcl', 0], ['DeleteBucket', 2])).toEqual({ found: 1, groups: 1, kinds: 2 })
})

test('an event that is late, but not too late, finds its window', () => {
  expect(watch(['PutBucketAcl', 0], ['CreateBucket', 3], ['DeleteBucket', 2]).found).toBe(1)
})

test('an event that is later than that finds it closed', () => {
  expect(watch(['PutBucketAcl', 0], ['DeleteBucket', 12], ['DeleteBucket', 2])).toEqual({
    found: 0,
    groups: 1,
    kinds: 1,
  })
})

test('a group with nothing open takes no room', () => {
  expect(watch(['PutBucketAcl', 0], ['DeleteBucket', 12]).groups).toBe(1)
  expect(watch(['PutBucketAcl', 12], ['DeleteBucket', 0]).groups).toBe(1)
})
