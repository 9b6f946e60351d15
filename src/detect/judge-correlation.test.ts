import { describe, expect, test } from 'vitest'
import { exampleCorrelation, partOf } from '../../test/fixtures/example-correlation.ts'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { type EventSketch, exampleEvent, exampleTime } from '../../test/fixtures/example-event.ts'
import { type Delivery, findingsOf } from '../../test/fixtures/findings-of.ts'
import type { Detection } from './detection.ts'

const minute = 60_000

/** Events named `call@minute`, each of its own unless the rest tells it apart. */
const call = (what: string, more: Partial<EventSketch> = {}): Delivery => {
  const [action = '', at = '0'] = what.split('@')
  const time = exampleTime + Number(at) * minute
  return {
    event: exampleEvent({
      id: `${what} ${more.bucket} ${more.user}`,
      time,
      action,
      bucket: 'amzn-s3-demo-bucket',
      ...more,
    }),
  }
}

const calls = (...names: readonly string[]): Delivery[] => names.map(name => call(name))

const found = (detection: Detection | readonly Detection[], deliveries: readonly Delivery[]) =>
  findingsOf([detection].flat(), deliveries).findings

const head = (type: string, rules: string, more = '', groupBy = '[s3.bucket]'): string =>
  `title: together\ncorrelation: { type: ${type}, rules: [${rules}], group-by: ${groupBy}, timespan: 1h${more} }\n`

const sequence = exampleCorrelation(
  'opened-then-deleted',
  head('temporal_ordered', 'PutBucketAcl, DeleteBucket') + partOf('PutBucketAcl') + partOf('DeleteBucket'),
)

describe('a sequence', () => {
  test('is one finding with its steps, their times, their callers and their events', () => {
    const [finding] = found(sequence, [
      call('PutBucketAcl@0'),
      call('DeleteBucket@10', { user: 'backup' }),
      call('DeleteBucket@20'),
    ])
    expect(finding).toMatchObject({ count: 3, firstSeen: '2026-11-02T00:00:00.000Z', outcome: 'success' })
    expect(finding?.steps).toMatchObject([
      { rule: 'PutBucketAcl', title: 'PutBucketAcl was called', count: 1, first: '2026-11-02T00:00:00.000Z' },
      {
        rule: 'DeleteBucket',
        count: 2,
        first: '2026-11-02T00:10:00.000Z',
        last: '2026-11-02T00:20:00.000Z',
        callers: ['arn:aws:iam::111122223333:user/backup', 'arn:aws:iam::111122223333:user/deployer'],
        samples: [{ action: 'DeleteBucket', file: 'trail.json', record: 1 }, { action: 'DeleteBucket' }],
      },
    ])
    expect(finding?.why.slice(0, 3)).toMatchObject([
      {
        expected: 'at least 2 of PutBucketAcl, DeleteBucket, in this order within 1h',
        actual: '2 of 2 steps of s3.bucket amzn-s3-demo-bucket',
      },
      {
        field: 'PutBucketAcl was called',
        actual: '2026-11-02T00:00:00.000Z by arn:aws:iam::111122223333:user/deployer',
      },
      {
        field: 'DeleteBucket was called',
        actual:
          '2026-11-02T00:10:00.000Z by arn:aws:iam::111122223333:user/backup, arn:aws:iam::111122223333:user/deployer (2 times, until 2026-11-02T00:20:00.000Z)',
      },
    ])
  })

  test('is not found in another order, in two groups, or too far apart', () => {
    expect(found(sequence, calls('DeleteBucket@0', 'PutBucketAcl@10'))).toEqual([])
    expect(found(sequence, calls('PutBucketAcl@0', 'DeleteBucket@61'))).toEqual([])
    expect(found(sequence, [call('PutBucketAcl@0'), call('DeleteBucket@10', { bucket: 'reports-archive' })])).toEqual(
      [],
    )
  })

  test('joins a role under its path with its session that an access log names', () => {
    const byCaller = exampleCorrelation(
      'x',
      head('temporal_ordered', 'PutBucketAcl, DeleteBucket', '', '[actor.principal]') +
        partOf('PutBucketAcl') +
        partOf('DeleteBucket'),
    )
    const role = (principal: string) => ({ actor: { principal: `arn:aws:iam::111122223333:role/${principal}` } })
    const [finding, ...more] = found(byCaller, [
      call('PutBucketAcl@0', role('deploy/site')),
      call('DeleteBucket@5', role('site')),
    ])
    expect([finding?.count, more]).toEqual([2, []])
  })
})

describe('a finding of a correlation keeps its id', () => {
  const ids = (deliveries: readonly Delivery[]) => found(sequence, deliveries).map(({ id }) => id)
  const early = calls('PutBucketAcl@0', 'DeleteBucket@10')

  test('when events come late, as long as its first event stays the first', () => {
    expect(ids([...early, call('DeleteBucket@30')])).toEqual(ids(early))
    expect(ids([call('PutBucketAcl@1'), ...early])).toEqual(ids(early))
    expect(ids([call('PutBucketAcl@-1'), ...early])).not.toEqual(ids(early))
  })

  test('when something that comes late succeeds', () => {
    const refused = [call('PutBucketAcl@0', { outcome: 'denied' }), call('DeleteBucket@10', { outcome: 'denied' })]
    const [denied] = found(sequence, refused)
    const [succeeded] = found(sequence, [...refused, call('DeleteBucket@20')])
    expect([denied?.outcome, succeeded?.outcome]).toEqual(['denied', 'success'])
    expect(succeeded?.id).toBe(denied?.id)
  })
})

describe('runs', () => {
  const many = head('event_count', 'DeleteBucket', ', condition: { gte: 3 }') + partOf('DeleteBucket')
  const burst = (...at: readonly number[]): Delivery[] => calls(...at.map(time => `DeleteBucket@${time}`))

  test('that overlap are one finding, and others are findings of their own', () => {
    const all = found(exampleCorrelation('x', many), burst(50, 59, 61, 110, 115, 500, 501, 502))
    expect(all.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([3, 5])
  })

  test('are put together where the detection has a group of its own', () => {
    const detection = exampleCorrelation('x', many, { group: { by: ['s3.bucket'], window: 86_400_000 } })
    const [finding, ...more] = found(detection, burst(50, 59, 61, 500, 501, 502))
    expect([finding?.count, finding?.steps?.[0]?.count, more]).toEqual([6, 6, []])
  })

  test('of a baseline are learnt from, and not reported', () => {
    const known = burst(0, 1, 2).map(({ event }) => ({ event, learnOnly: true }))
    const detection = exampleCorrelation('x', many)
    expect(found(detection, known)).toEqual([])
    expect(found(detection, [...known.slice(1), ...burst(3)])).toHaveLength(1)
  })

  test('take in events that are far too many by a sample, and say so', () => {
    const events = Array.from({ length: 30_000 }, (_, index) =>
      call(`DeleteBucket@${index / 1000}`, { bucket: 'amzn-s3-demo-bucket' }),
    )
    const [finding, ...more] = found(exampleCorrelation('x', many), events)
    expect(more).toEqual([])
    expect(finding?.countIsApproximate).toBe(true)
    expect(finding?.count).toBeGreaterThan(28_000)
    expect(finding?.count).toBeLessThan(32_000)
    expect(finding?.steps?.[0]?.countIsApproximate).toBe(true)
  })
})

describe('values', () => {
  const distinct = exampleCorrelation(
    'x',
    head('value_count', 'DeleteBucket', ', condition: { gte: 3, field: s3.bucket }', '[actor.principal]') +
      partOf('DeleteBucket'),
    { message: '{actor.principal} deleted {count} buckets' },
  )

  test('are counted once each, and shown as the count', () => {
    const of = (...buckets: readonly number[]) =>
      buckets.map((bucket, index) => call(`DeleteBucket@${index}`, { bucket: `amzn-s3-demo-bucket${bucket}` }))
    expect(found(distinct, of(1, 2, 2, 1))).toEqual([])
    expect(found(distinct, of(1, 2, 2, 3))[0]?.message).toMatch(/ deleted 3 buckets$/)
  })

  test('that are numbers are added up', () => {
    const sum = exampleCorrelation(
      'x',
      head('value_sum', 'PutObject', ', condition: { gt: 100, field: requestParameters.size }') + partOf('PutObject'),
    )
    const put = (at: number, size: unknown) => call(`PutObject@${at}`, { requestParameters: { size: size as number } })
    expect(found(sum, [put(0, 60), put(1, 40), put(2, 'many')])).toEqual([])
    expect(found(sum, [put(0, 60), put(1, '41')])[0]?.why[0]?.actual).toContain(
      'a sum of requestParameters.size of 101',
    )
  })
})

describe('aliases', () => {
  const moved = exampleCorrelation(
    'x',
    `title: together
correlation:
  type: temporal_ordered
  rules: [PutBucketAcl, PutBucketReplication]
  group-by: [bucket]
  timespan: 1h
  aliases:
    bucket: { PutBucketAcl: s3.bucket, PutBucketReplication: requestParameters.target }
` +
      partOf('PutBucketAcl') +
      partOf('PutBucketReplication'),
    { message: 'into {bucket}', entities: [{ field: 'bucket', type: 'bucket', role: 'victim' }] },
  )

  test('name the field of each rule, and may be shown', () => {
    const [finding] = found(moved, [
      call('PutBucketAcl@0', { bucket: 'reports-archive' }),
      call('PutBucketReplication@5', { requestParameters: { target: 'reports-archive' } }),
    ])
    expect(finding?.message).toBe('into reports-archive')
    expect(finding?.entities).toEqual([{ type: 'bucket', role: 'victim', value: 'reports-archive' }])
  })
})

describe('a chain', () => {
  const many = `---
title: Many deletions
name: many
correlation: { type: event_count, rules: [DeleteBucket], group-by: [actor.principal, s3.bucket], timespan: 10m, condition: { gte: 3 } }
`
  const chain = (groupBy: string) =>
    exampleCorrelation(
      'x',
      head('temporal_ordered', 'many, CreateBucket', '', groupBy) +
        many +
        partOf('DeleteBucket') +
        partOf('CreateBucket'),
    )
  const burst = calls('DeleteBucket@0', 'DeleteBucket@1', 'DeleteBucket@2')

  test('sees a correlation happen when its window is complete', () => {
    const [finding, ...more] = found(chain('[actor.principal]'), [...burst, call('CreateBucket@30')])
    expect(more).toEqual([])
    expect(finding?.steps?.map(({ rule, count }) => [rule, count])).toEqual([
      ['DeleteBucket', 3],
      ['CreateBucket', 1],
    ])
    expect(found(chain('[actor.principal]'), [...burst, call('CreateBucket@1.5')])).toEqual([])
    expect(found(chain('[actor.principal]'), [...burst.slice(1), call('CreateBucket@30')])).toEqual([])
  })

  test('groups by what the outer correlation says, which the inner one need not', () => {
    const created = call('CreateBucket@30', { user: 'backup' })
    expect(found(chain('[actor.principal]'), [...burst, created])).toEqual([])
    expect(found(chain('[network.ip]'), [...burst, created])).toHaveLength(1)
  })

  test('counts a run once, however long it goes on', () => {
    const runs = exampleCorrelation(
      'x',
      head('event_count', 'many', ', condition: { gte: 2 }') + many + partOf('DeleteBucket'),
    )
    expect(found(runs, [...burst, ...calls('DeleteBucket@3', 'DeleteBucket@4')])).toEqual([])
    expect(found(runs, [...burst, ...calls('DeleteBucket@40', 'DeleteBucket@41', 'DeleteBucket@42')])).toHaveLength(1)
  })
})

describe('the detections that a correlation names', () => {
  const opened = exampleDetection('opened', callOf('PutBucketAcl'))
  const deleted = exampleDetection('deleted', callOf('DeleteBucket'), { outcomes: ['success'] })
  const slugs = (generate: string, deliveries: readonly Delivery[]) =>
    found(
      [opened, deleted, exampleCorrelation('both', head('temporal', 'opened, id-of-deleted', generate))],
      deliveries,
    ).map(({ detection }) => detection.slug)
  const both = calls('PutBucketAcl@0', 'DeleteBucket@1')

  test('raise findings of their own beside it', () => {
    expect(slugs('', both).toSorted()).toEqual(['both', 'deleted', 'opened'])
  })

  test('raise none when it says so', () => {
    expect(slugs(', generate: false', both)).toEqual(['both'])
    expect(slugs(', generate: false', calls('PutBucketAcl@0'))).toEqual([])
  })

  test('count with the outcomes that they have themselves', () => {
    expect(slugs('', [call('PutBucketAcl@0'), call('DeleteBucket@1', { outcome: 'denied' })])).toEqual(['opened'])
  })
})
