import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entityHistories } from './entity-history.ts'
import { entityRisks } from './entity-risk.ts'
import type { Finding } from './finding.ts'
import { incidentsOf } from './incidents.ts'
import { severityOf } from './severity.ts'

const day = 86_400_000

interface Sketch {
  readonly id: string
  readonly day?: number
  readonly score?: number
  readonly detection?: string
  readonly tactics?: readonly string[]
  readonly outcome?: Finding['outcome']
  readonly type?: string
  readonly entities?: Finding['entities']
}

const user = { type: 'user', role: 'attacker', value: 'deployer' } as const
const bucket = { type: 'bucket', role: 'victim', value: 'amzn-s3-demo-bucket' } as const
const account = { type: 'account', role: 'victim', value: '111122223333' } as const

/** Only what risk and incidents look at. */
function findingOf({
  id,
  day: days = 0,
  score = 64,
  detection = 'd',
  tactics = ['impact'],
  outcome = 'success',
  ...more
}: Sketch): Finding {
  const time = new Date(Date.UTC(2026, 10, 2) + days * day).toISOString()
  return {
    id,
    detection: { id: detection, slug: detection, title: detection, type: more.type ?? 'ttp', story: null },
    risk: { score, confidence: 80, impact: 80, adjustments: [] },
    severity: severityOf(score),
    firstSeen: time,
    lastSeen: time,
    outcome,
    entities: more.entities ?? [user],
    attack: { tactics, techniques: [] },
  } as unknown as Finding
}

const risksOf = (...sketches: readonly Sketch[]) => entityRisks(entityHistories(sketches.map(findingOf)))
const incidents = (...sketches: readonly Sketch[]) => incidentsOf(entityHistories(sketches.map(findingOf)))

describe('the risk of an entity', () => {
  test('is the sum of its findings within seven days', () => {
    expect(risksOf({ id: 'a' }, { id: 'b', detection: 'e', day: 6.9 })[0]).toMatchObject({
      score: 128,
      findings: ['a', 'b'],
    })
    expect(risksOf({ id: 'a' }, { id: 'b', detection: 'e', day: 7 })[0]).toMatchObject({ score: 64, findings: ['a'] })
  })

  test('is the largest of any seven days', () => {
    const [risk] = risksOf(
      { id: 'a' },
      { id: 'b', detection: 'e', day: 6, score: 10 },
      { id: 'c', detection: 'f', day: 12, score: 90 },
    )
    expect(risk).toMatchObject({ score: 100, findings: ['b', 'c'] })
  })

  test('counts a repeated detection half as much each time, and a repeated small oddity not at all', () => {
    const three = (score: number) => risksOf({ id: 'a', score }, { id: 'b', score }, { id: 'c', score })[0]?.score
    expect(three(60)).toBe(105)
    expect(three(39)).toBe(39)
  })

  test('leaves out hunting detections', () => {
    expect(risksOf({ id: 'a', type: 'hunting' })).toEqual([])
  })

  test('counts a finding once, though it names an entity in both roles', () => {
    const both = [user, { ...user, role: 'victim' as const }]
    expect(risksOf({ id: 'a', entities: both })).toMatchObject([{ entity: user, score: 64 }])
  })

  test('agrees with adding up each window from scratch', () => {
    const sketches = fc.array(
      fc.record({ day: fc.nat(20), score: fc.nat(100), detection: fc.constantFrom('d', 'e', 'f') }),
      { minLength: 1, maxLength: 25 },
    )
    fc.assert(
      fc.property(sketches, list => {
        const named = list.map((sketch, index) => ({ ...sketch, id: `${index}` }))
        const sums = named.map(first => {
          const within = named.filter(other => other.day >= first.day && other.day < first.day + 7)
          return ['d', 'e', 'f'].reduce((sum, detection) => {
            const scores = within.filter(other => other.detection === detection).map(({ score }) => score)
            return (
              sum +
              scores
                .sort((a, b) => b - a)
                .reduce((own, score, index) => own + (index > 0 && score < 40 ? 0 : score / 2 ** index), 0)
            )
          }, 0)
        })
        // Thirds and sevenths add up to a half in one order, and to a little less in another.
        expect(Math.abs((risksOf(...named)[0]?.score ?? 0) - Math.max(...sums))).toBeLessThan(0.5001)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('an incident', () => {
  test('opens when the risk of an entity passes the threshold', () => {
    expect(incidents({ id: 'a', score: 40 }, { id: 'b', score: 40, detection: 'e' })).toEqual([])
    expect(incidents({ id: 'a' }, { id: 'b', detection: 'e' })).toMatchObject([
      {
        entity: user,
        score: 128,
        severity: 'high',
        findings: ['a', 'b'],
        reason: 'findings of impact add up',
      },
    ])
  })

  test('opens when two detections of two tactics meet, one of medium severity, from a sum of 60 on', () => {
    const collection = { id: 'a', score: 40, tactics: ['collection'] }
    const exfiltration = { id: 'b', score: 20, detection: 'e', tactics: ['exfiltration'] }
    expect(incidents(collection, exfiltration)).toMatchObject([
      { severity: 'medium', tactics: ['collection', 'exfiltration'] },
    ])
    expect(incidents(collection, { ...exfiltration, score: 19 })).toEqual([])
    expect(incidents(collection, { ...exfiltration, tactics: ['collection'] })).toEqual([])
    expect(incidents(collection, { id: 'b', score: 20, tactics: ['exfiltration'] })).toEqual([])
    expect(incidents({ ...collection, score: 39 }, { ...exfiltration, score: 39 })).toEqual([])
  })

  test('needs something that succeeded for tactics to meet', () => {
    const denied = { score: 40, outcome: 'denied' as const }
    expect(incidents({ id: 'a', ...denied }, { id: 'b', ...denied, detection: 'e', tactics: ['collection'] })).toEqual(
      [],
    )
  })

  test('is one severity graver than its gravest finding at most', () => {
    const many = (score: number) => Array.from({ length: 10 }, (_, at) => ({ id: `${at}`, score, detection: `${at}` }))
    expect(incidents(...many(30))).toMatchObject([{ score: 300, severity: 'medium' }])
    expect(incidents(...many(60))).toMatchObject([{ score: 600, severity: 'high' }])
    expect(incidents(...many(80))).toMatchObject([{ score: 800, severity: 'critical' }])
  })

  test('is never a single finding', () => {
    expect(incidents({ id: 'a', score: 100, tactics: ['impact', 'collection'] })).toEqual([])
  })

  test('is told once for entities that share all of its findings', () => {
    const shared = { entities: [bucket, user, account] }
    expect(incidents({ id: 'a', ...shared }, { id: 'b', detection: 'e', ...shared })).toMatchObject([{ entity: user }])
  })

  test('of an account takes twice the risk, since all its users add to it', () => {
    const by = (name: string) => ({ entities: [{ ...user, value: name }, account] })
    expect(
      incidents({ id: 'a', ...by('x') }, { id: 'b', detection: 'e', tactics: ['collection'], ...by('y') }),
    ).toEqual([])
    expect(
      incidents(
        { id: 'a', score: 80, ...by('x') },
        { id: 'b', score: 80, detection: 'e', ...by('y') },
        { id: 'c', score: 80, detection: 'f', ...by('z') },
      ),
    ).toMatchObject([{ entity: account, severity: 'high' }])
  })

  test('of an account stands behind those that are as grave, and is no graver than its gravest finding', () => {
    const by = (name: string) => ({ entities: [{ ...user, value: name }, account] })
    const found = incidents(
      { id: 'a', score: 60, ...by('x') },
      { id: 'b', score: 60, detection: 'e', ...by('x') },
      { id: 'c', score: 80, detection: 'f', ...by('y') },
      { id: 'd', score: 80, detection: 'g', ...by('z') },
    )
    expect(found).toMatchObject([
      { entity: { value: 'x' }, severity: 'high' },
      { entity: account, severity: 'high' },
    ])
  })

  test('ends when a week has passed, and another may follow', () => {
    const pair = (start: number) => [
      { id: `a${start}`, day: start },
      { id: `b${start}`, day: start + 1, detection: 'e' },
    ]
    expect(incidents(...pair(0), ...pair(30)).map(({ findings }) => findings)).toEqual([
      ['a30', 'b30'],
      ['a0', 'b0'],
    ])
  })

  test('keeps its id when more findings follow', () => {
    const pair = [{ id: 'a' }, { id: 'b', detection: 'e' }]
    expect(incidents(...pair, { id: 'c', day: 3 })[0]?.id).toBe(incidents(...pair)[0]?.id)
  })
})
