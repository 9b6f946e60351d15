import { expect, test } from 'vitest'
import { compileDetections, createEngine, type Detection } from '#detect'
import { type ActivityEvent, emptyEnvironment } from '#events'
import { emptyInventory } from '#s3'
import type { Store } from '#store'
import { exampleCorrelation, partOf } from '../../../test/fixtures/example-correlation.ts'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { exampleStore } from '../../../test/fixtures/example-store.ts'
import { Keeper } from './keeper.ts'

const hour = 3_600_000
const day = 24 * hour

const call = (action: string, hours: number, ip = '198.51.100.7'): ActivityEvent =>
  exampleEvent({
    id: `${action} ${hours} ${ip}`,
    time: exampleTime + hours * hour,
    action,
    bucket: 'amzn-s3-demo-bucket',
    network: { ip },
  })

/** Keeps batches as a watching program does, and ages twice after each, once in a `pause`. */
function watch(detection: Detection, batches: readonly (readonly ActivityEvent[])[], pause = day) {
  const compiled = compileDetections([detection])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const store: Store = exampleStore()
  const keeper = new Keeper(store, {
    detections: compiled.value,
    environment: emptyEnvironment,
    allow: [],
    lateness: day,
  })
  for (const [number, batch] of batches.entries()) {
    const at = 2 * number * pause
    const engine = createEngine(compiled.value)
    for (const event of batch) engine.observe([event], false)
    const learnt = { detect: engine.state(), inventory: emptyInventory(), principals: [] }
    expect(keeper.keep({ states: [learnt], progress: [], at }).ok).toBe(true)
    expect(keeper.age(at).ok).toBe(true)
    expect(keeper.age(at + pause).ok).toBe(true)
  }
  const rows = store.states.scopes(1).flatMap(scope => store.states.rowsOf(1, scope))
  const findings = store.findings.list().map(({ finding, status }) => ({ count: finding.count, status }))
  return { rows, findings }
}

const match = exampleDetection('suspended', callOf('PutBucketVersioning'))
const spike = exampleDetection('deletions', callOf('DeleteBucket'), {
  kind: {
    kind: 'spike',
    by: ['actor.principal'],
    every: hour,
    history: 5 * day,
    deviations: 3,
    minimumPoints: 15,
    coldStart: 3,
  },
})
const firstSeen = exampleDetection('new-address', callOf('GetBucketAcl'), {
  kind: {
    kind: 'first-seen',
    key: ['s3.bucket', 'network.ip'],
    wider: [],
    learning: day,
    minimumDays: 2,
    forget: 10 * day,
  },
})
const correlation = exampleCorrelation(
  'both',
  `title: both
correlation: { type: temporal_ordered, rules: [PutBucketAcl, DeleteBucket], group-by: [s3.bucket], timespan: 2h }
${partOf('PutBucketAcl')}${partOf('DeleteBucket')}`,
)

test('a finding outlives what it was made of, and is neither withdrawn nor made smaller by what is read again', () => {
  const first = [call('PutBucketVersioning', 0), call('PutBucketVersioning', 0.5)]
  const later = [call('PutBucketVersioning', 72)]
  const { rows, findings } = watch(match, [first, later, [first[0] as ActivityEvent]])
  expect(findings.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([1, 2])
  expect(findings.every(({ status }) => status === 'open')).toBe(true)
  expect(rows).toHaveLength(2)
})

test('nothing is dropped that is no older than the lateness', () => {
  expect(watch(match, [[call('PutBucketVersioning', 0)], [call('PutBucketVersioning', 23)]]).rows).toHaveLength(2)
})

test('what comes within the lateness of each other may be of any age and in any order: it ages nothing', () => {
  const backlog = [
    [call('PutBucketVersioning', 500)],
    [call('PutBucketVersioning', 1000)],
    [call('PutBucketVersioning', 0)],
  ]
  expect(watch(match, backlog, day / 6).rows).toHaveLength(3)
  expect(watch(match, backlog).rows).toHaveLength(2)
  const together = watch(
    correlation,
    [[call('DeleteBucket', 1)], [call('PutBucketAcl', 500)], [call('PutBucketAcl', 0)]],
    hour,
  )
  expect(together.findings).toHaveLength(1)
})

test('periods go once no later one is compared with them', () => {
  const hours = [0, 1, 6 * 24, 7 * 24, 8 * 24]
  const { rows } = watch(
    spike,
    hours.map(hours => [call('DeleteBucket', hours)]),
  )
  expect(rows.map(({ last }) => ((last ?? 0) - exampleTime) / hour).map(Math.floor)).toEqual([145, 169, 193])
})

test('a key that was not there for long enough is dropped, and new when it comes back', () => {
  const days = (...days: readonly number[]) => days.map(one => call('GetBucketAcl', one * 24))
  const other = (one: number) => call('GetBucketAcl', one * 24, '203.0.113.5')
  const batches = [days(0, 1, 2), [other(3)], ...Array.from({ length: 20 }, (_, index) => days(4 + index)), [other(24)]]
  const { findings, rows } = watch(firstSeen, batches)
  expect(findings).toHaveLength(2)
  expect(rows.filter(({ entry }) => entry.includes('203.0.113.5'))).toMatchObject([{ open: true }])
  expect(rows.filter(({ entry }) => entry.includes('198.51.100.7'))).toMatchObject([{ open: false }])
})

test('what may still happen together stays, and what is over leaves nothing behind', () => {
  const open = watch(correlation, [[call('PutBucketAcl', 0)], [call('PutBucketAcl', 24)], [call('DeleteBucket', 1)]])
  expect(open.findings).toHaveLength(1)
  const over = watch(correlation, [[call('PutBucketAcl', 0)], [call('PutBucketAcl', 48)], [call('DeleteBucket', 1)]])
  expect(over.findings).toEqual([])
  const found = watch(correlation, [
    [call('PutBucketAcl', 0), call('DeleteBucket', 1)],
    [call('PutBucketAcl', 72)],
    [call('PutBucketAcl', 96)],
  ])
  expect(found.findings).toMatchObject([{ status: 'open', count: 2 }])
  expect(found.rows.map(({ scope }) => scope.split(' ')[0])).toEqual(['group', 'group', 'kind'])
})
