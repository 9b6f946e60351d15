import { expect, test } from 'vitest'
import { type ActivityEvent, networkOf } from '#events'
import { parseSearch } from '#sigma'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { compileDetections } from '../compile/compile-detections.ts'
import type { Detection } from '../detection.ts'
import { createEngine } from '../engine.ts'
import { judge } from '../judge.ts'

const actor = { ...exampleEvent({ id: '0' }).actor, account: '444455556666' } as ActivityEvent['actor']
const network = networkOf('192.0.2.1')

/** Events of one class; the last one alone has another word. */
const events = Array.from({ length: 20 }, (_, index): ActivityEvent => {
  const event = exampleEvent({ id: `${index}`, time: exampleTime + index, bucket: 'amzn-s3-demo-bucket' })
  const key = index < 19 ? 'harmless' : 'other'
  const call = { eventSource: 's3.amazonaws.com', eventName: 'PutBucketVersioning' }
  return { ...event, actor, network, raw: { ...event.raw, ...call, requestParameters: { key } } }
})

function risksOf(detection: Detection, all: readonly ActivityEvent[]) {
  const compiled = compileDetections([detection])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const engine = createEngine(compiled.value)
  for (const event of all) engine.observe([event], false)
  const { groups } = judge(compiled.value, engine.take())
  return groups.map(({ evidence }) => ({ risks: evidence.risks, events: evidence.identities.digests.length }))
}

const harmless = (() => {
  const search = parseSearch(['harmless'], {} as never)
  if (!search.ok) throw new Error(JSON.stringify(search.issues))
  return { when: search.value, add: -20, reason: 'it is harmless' }
})()

const risk = { confidence: 80, impact: 80, escalations: [], adjustments: [harmless] }
const group = { by: ['actor.principal'], window: 86_400_000 }
const burst = { kind: 'spike', by: ['actor.principal'], every: 3_600_000, history: 7 * 86_400_000 } as const
const limits = { deviations: 3, minimumPoints: 3, coldStart: 2 }

const detections: Record<string, Detection> = {
  'the risk of a match': exampleDetection('one', callOf('PutBucketVersioning'), { group, risk }),
  'the risk of a spike': exampleDetection('one', callOf('PutBucketVersioning'), {
    group,
    risk,
    kind: { ...burst, ...limits },
  }),
  'a match': exampleDetection(
    'one',
    `detection:
  call: { eventSource: s3.amazonaws.com, eventName: PutBucketVersioning }
  strange: { actor.external: true }
  words: [other]
  condition: call and (strange or words)`,
    { group },
  ),
}

test.each(Object.entries(detections))('keywords that decide %s are looked for in each event of a class', (_, one) => {
  const found = risksOf(one, events)
  expect(found).toHaveLength(1)
  expect(risksOf(one, events.toReversed())).toEqual(found)
  if (one.risk === risk) expect(found[0]?.risks).toHaveLength(2)
})
