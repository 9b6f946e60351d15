import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityEvent, Outcome } from '#events'
import { asAccountId, asBucketName } from '#primitives'
import { Ledger } from './ledger.ts'
import { summarise } from './summary.ts'

const start = Date.UTC(2026, 8, 1)

interface Sketch {
  readonly who: number
  readonly at: number
  readonly request: number
  readonly log: 'cloudtrail' | 's3-access-log'
  readonly outcome: Outcome
  readonly reading: boolean
}

/** An event whose identity is its content, as real ids are. */
function eventOf({ who, at, request, log, outcome, reading }: Sketch): ActivityEvent {
  const action =
    log === 'cloudtrail' ? (reading ? 'GetObject' : 'PutObject') : reading ? 'REST.GET.OBJECT' : 'REST.PUT.OBJECT'
  const principal = `arn:aws:iam::111122223333:role/reader-${who}`
  const id = [who, at, request, log, outcome, reading].join('/')
  return {
    id,
    identity: request,
    time: start + at * 3_600_000,
    log,
    service: 's3.amazonaws.com',
    action,
    category: 'data',
    outcome,
    actor: { kind: 'assumed-role', session: principal, principal },
    network: { ip: `192.0.2.${who}`, prefix: '192.0.2.0/24' },
    account: asAccountId('111122223333'),
    region: 'us-east-1',
    bucket: asBucketName('amzn-s3-demo-bucket'),
    origin: { file: 'test', record: 1 },
    raw: {},
  }
}

const sketches = fc.array(
  fc.record({
    who: fc.nat(3),
    at: fc.nat(400),
    request: fc.nat(40),
    log: fc.constantFrom('cloudtrail' as const, 's3-access-log' as const),
    outcome: fc.constantFrom<Outcome>('success', 'denied', 'failed'),
    reading: fc.boolean(),
  }),
  { maxLength: 40 },
)

function ledgerOf(list: readonly ActivityEvent[]): ReturnType<Ledger['state']> {
  const ledger = new Ledger()
  for (const event of list) ledger.observe([event], false)
  return ledger.state()
}

const comparable = (states: Parameters<typeof summarise>[0]): unknown => {
  const { duplicates: _, ...rest } = summarise(states)
  return rest
}

describe('the account of activity', () => {
  test('does not depend on order, on the split over workers, or on an event being delivered twice', () => {
    fc.assert(
      fc.property(sketches, fc.infiniteStream(fc.nat(2)), fc.nat(), (list, parts, seed) => {
        const events = list.map(eventOf)
        const whole = comparable([ledgerOf(events)])
        const shuffled = [...events, ...events.slice(0, seed % (events.length + 1))].reverse()
        expect(comparable([ledgerOf(shuffled)])).toEqual(whole)
        const shares: ActivityEvent[][] = [[], [], []]
        for (const event of shuffled) shares[parts.next().value ?? 0]?.push(event)
        expect(comparable(shares.map(ledgerOf))).toEqual(whole)
      }),
      { numRuns: 1000 },
    )
  })

  test('counts a request told by both logs once, under the name CloudTrail gives', () => {
    const one = { who: 1, at: 1, request: 7, outcome: 'success' as const, reading: true }
    const byLine = eventOf({ ...one, log: 's3-access-log' })
    const byTrail = {
      ...eventOf({ ...one, log: 'cloudtrail' }),
      actor: { kind: 'assumed-role' as const, session: 's', principal: 'arn:aws:iam::111122223333:role/path/reader' },
    }
    const summary = summarise([ledgerOf([byLine]), ledgerOf([byTrail])])
    expect(summary.principals.map(({ principal, read }) => [principal, read])).toEqual([[byTrail.actor.principal, 1]])
    expect(summary.duplicates).toBe(0)
  })

  test('names a role in full where a log does, and counts its activity under that name', () => {
    const one = { who: 1, at: 1, outcome: 'success' as const, reading: true }
    const short = eventOf({ ...one, request: 1, log: 's3-access-log' })
    const principal = short.actor.principal.replace(':role/', ':role/aws-reserved/sso.amazonaws.com/')
    const full = { ...eventOf({ ...one, request: 2, log: 'cloudtrail' }), actor: { ...short.actor, principal } }
    const { principals } = summarise([ledgerOf([short]), ledgerOf([full])])
    expect(principals.map(({ principal, read }) => [principal, read])).toEqual([[principal, 2]])
  })

  test('marks as new what appears after the first week, or what the baseline does not know', () => {
    const early = eventOf({ who: 1, at: 0, request: 1, log: 'cloudtrail', outcome: 'success', reading: true })
    const late = eventOf({ who: 2, at: 24 * 8, request: 2, log: 'cloudtrail', outcome: 'success', reading: true })
    const newOnes = (state: Parameters<typeof summarise>[0]): string[] =>
      summarise(state)
        .principals.filter(one => one.isNew)
        .map(one => one.principal)
    expect(newOnes([ledgerOf([early, late])])).toEqual([late.actor.principal])
    const ledger = new Ledger()
    ledger.observe([late], true)
    ledger.observe([late], false)
    ledger.observe([early], false)
    expect(newOnes([ledger.state()])).toEqual([early.actor.principal])
  })
})
