import { beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '#findings'
import { exampleFinding } from '../../test/fixtures/example-finding.ts'
import { exampleStore, valueOf } from '../../test/fixtures/example-store.ts'
import type { FindingStatus, Store } from './index.ts'

let store: Store
beforeEach(() => {
  store = exampleStore()
})

const { id } = exampleFinding()
const by = 'bucketwatch'
let clock = 0
const put = (changes: Partial<Finding> = {}): void =>
  valueOf(store.transaction(() => store.findings.put(exampleFinding(changes), { at: ++clock, by })))
const withdraw = (): void =>
  valueOf(store.transaction(() => store.findings.withdraw(id, { at: ++clock, by, reason: 'no ground' })))
const say = (status: FindingStatus): boolean =>
  valueOf(store.transaction(() => store.findings.setStatus(id, status, { at: ++clock, by: 'analyst', reason: 'why' })))
const statusNow = (): FindingStatus | undefined => store.findings.get(id)?.status
const actions = (): string[] => store.findings.history(id).map(({ action }) => action)
const untold = (): string[] => store.findings.untold(100).map(({ change }) => change)
const tell = (): void => {
  for (const { record, revision } of store.findings.untold(100)) store.findings.wasTold(record.finding.id, revision)
}

describe('the life of a finding', () => {
  test('begins open, and what is the same is written once', () => {
    put()
    put()
    expect(statusNow()).toBe('open')
    expect(actions()).toEqual(['found'])
    expect(store.findings.get(id)?.finding).toEqual(exampleFinding())
  })

  test('goes on under the same id; the first of a row of updates is in the history, and each change of severity', () => {
    put()
    put({ count: 2 })
    put({ count: 3 })
    put({ count: 4, severity: 'high' })
    put({ count: 5, severity: 'high' })
    expect(store.findings.count()).toBe(1)
    expect(store.findings.get(id)?.finding).toMatchObject({ count: 5, severity: 'high' })
    expect(store.findings.history(id).map(({ action, reason }) => [action, reason])).toEqual([
      ['found', null],
      ['updated', null],
      ['updated', 'severity: medium, now high'],
    ])
  })

  test('resolved, and open again when it goes on, but not for what is older', () => {
    put()
    expect(say('resolved')).toBe(true)
    put({ count: 2, firstSeen: '2026-11-01T09:00:00.000Z' })
    expect(statusNow()).toBe('resolved')
    put({ count: 3, lastSeen: '2026-11-01T11:00:00.000Z' })
    expect(statusNow()).toBe('open')
    expect(actions()).toEqual(['found', 'resolved', 'updated', 'reopened'])
  })

  test('acknowledged, and so however it grows', () => {
    put()
    say('acknowledged')
    put({ count: 9, severity: 'critical', lastSeen: '2026-11-02T11:00:00.000Z' })
    expect(statusNow()).toBe('acknowledged')
  })

  test('withdrawn once, and found again as it was', () => {
    put()
    withdraw()
    withdraw()
    expect(statusNow()).toBe('withdrawn')
    put()
    expect(statusNow()).toBe('open')
    expect(store.findings.history(id).map(({ action, reason }) => [action, reason])).toEqual([
      ['found', null],
      ['withdrawn', 'no ground'],
      ['reopened', 'there is ground for it again'],
    ])
  })

  test('settled when its last event is old, and then never withdrawn, until it is found once more', () => {
    put()
    const settle = (before: string): string[] => valueOf(store.transaction(() => store.findings.settle([id], before)))
    expect(settle('2026-11-01T10:00:00.000Z')).toEqual([])
    expect(settle('2026-11-01T10:00:00.001Z')).toEqual([id])
    withdraw()
    expect(statusNow()).toBe('open')
    put({ count: 2 })
    withdraw()
    expect(statusNow()).toBe('withdrawn')
  })

  test('a status that it has already is no news', () => {
    put()
    expect([say('acknowledged'), say('acknowledged')]).toEqual([true, false])
    expect(actions()).toEqual(['found', 'acknowledged'])
    expect(valueOf(store.transaction(() => store.findings.setStatus('f'.repeat(16), 'open', { at: 1, by })))).toBe(
      false,
    )
  })
})

describe('what is told', () => {
  test('a finding that is new, then its updates, then that it is withdrawn', () => {
    put()
    expect(untold()).toEqual(['new'])
    put({ count: 2 })
    expect(untold()).toEqual(['new'])
    tell()
    expect(untold()).toEqual([])
    put({ count: 3 })
    expect(untold()).toEqual(['updated'])
    withdraw()
    expect(untold()).toEqual(['withdrawn'])
    tell()
    expect(untold()).toEqual([])
  })

  test('nothing of what was withdrawn before it was told, and news when it is found again', () => {
    put()
    withdraw()
    expect(untold()).toEqual([])
    put()
    expect(untold()).toEqual(['new'])
  })

  test('nothing of what is out of sight, and all of it once it is seen', () => {
    put()
    say('suppressed')
    put({ count: 2 })
    expect(untold()).toEqual([])
    say('open')
    expect(untold()).toEqual(['new'])
    tell()
    say('suppressed')
    say('open')
    expect(untold()).toEqual(['updated'])
  })

  test('not what a person says of it', () => {
    put()
    tell()
    say('acknowledged')
    say('resolved')
    say('open')
    expect(untold()).toEqual([])
  })

  test('a change that comes while another is told is left to be told', () => {
    put()
    const [first] = store.findings.untold(1)
    put({ count: 2 })
    store.findings.wasTold(id, first?.revision ?? 0)
    expect(untold()).toEqual(['updated'])
  })
})

describe('looking for findings', () => {
  const other = 'fedcba9876543210'
  const ids = (filter: Parameters<Store['findings']['list']>[0]): string[] =>
    store.findings.list(filter).map(({ finding }) => finding.id)

  beforeEach(() => {
    put()
    put({
      id: other,
      severity: 'high',
      detection: { id: 'two', slug: 'bucket-emptied', title: 'Bucket emptied', type: 'ttp', story: null },
      lastSeen: '2026-11-03T10:00:00.000Z',
      buckets: ['amzn-s3-demo_bucket'],
      entities: [],
      account: '444455556666',
      network: { ...exampleFinding().network, ip: '198.51.100.9' },
      actor: { session: 'anonymous', principal: 'anonymous', account: null, kind: 'anonymous' },
    })
    valueOf(store.transaction(() => store.findings.setStatus(other, 'resolved', { at: 1, by })))
  })

  test.each<[string, Parameters<Store['findings']['list']>[0], string[]]>([
    ['all', {}, [id, other]],
    ['a status', { statuses: ['open'] }, [id]],
    ['no status', { statuses: [] }, []],
    ['a severity', { severities: ['high', 'critical'] }, [other]],
    ['a detection', { detection: 'bucket-emptied' }, [other]],
    ['a time', { since: '2026-11-02T00:00:00.000Z' }, [other]],
    ['a principal', { entity: 'arn:aws:iam::111122223333:role/backup' }, [id]],
    ['the end of a principal', { entity: 'backup' }, [id]],
    ['a principal as reports name it', { entity: 'role/backup' }, [id]],
    ['a session', { entity: 'arn:aws:sts::111122223333:assumed-role/backup/nightly' }, [id]],
    ['an address', { entity: '198.51.100.9' }, [other]],
    ['a bucket', { entity: 'amzn-s3-demo-bucket' }, [id]],
    ['an account', { entity: '444455556666' }, [other]],
    ['a name with what SQL takes for a pattern', { entity: '%' }, []],
    ['several at once', { detection: 'bucket-emptied', statuses: ['open'] }, []],
  ])('by %s', (_, filter, expected) => {
    expect(ids(filter)).toEqual(expected)
  })

  test('by the beginning of an id, in order, no more than asked for', () => {
    put({ id: '0123000000000000' })
    expect(store.findings.idsLike('0123', 5)).toEqual(['0123000000000000', id])
    expect(store.findings.idsLike('0123', 1)).toEqual(['0123000000000000'])
    expect(store.findings.idsLike('%', 5)).toEqual([])
  })

  test('by what a finding names now, not by what it named before', () => {
    put({ buckets: ['amzn-s3-demo-elsewhere'], count: 2 })
    expect(ids({ entity: 'amzn-s3-demo-bucket' })).toEqual([])
    expect(store.findings.naming(['amzn-s3-demo-elsewhere', '198.51.100.9']).sort()).toEqual([id, other])
  })
})
