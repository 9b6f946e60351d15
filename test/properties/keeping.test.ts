import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ledger, principalsOf } from '#activity'
import { type CompiledDetection, compileDetections, createEngine } from '#detect'
import { emptyEnvironment } from '#events'
import type { Finding } from '#findings'
import { exportBaseline, Keeper } from '#pipeline'
import { emptyInventory, learn } from '#s3'
import { exampleCorrelation, partOf } from '../fixtures/example-correlation.ts'
import { deliveredEvents, exampleDetections } from '../fixtures/example-deliveries.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { exampleStore, valueOf } from '../fixtures/example-store.ts'
import { type Delivery, findingsOf } from '../fixtures/findings-of.ts'

/** What a reader makes of some events. */
function stateOf(deliveries: readonly Delivery[], detections: readonly CompiledDetection[]) {
  const engine = createEngine(detections)
  const inventory = emptyInventory()
  const ledger = new Ledger()
  for (const { event, learnOnly = false } of deliveries) {
    engine.observe([event], learnOnly)
    ledger.observe([event], learnOnly)
    learn(inventory, event)
  }
  return {
    detect: engine.state(),
    principals: principalsOf([ledger.state()]),
    inventory,
  }
}

/** Keeps batches one after the other, the patient ones by number, and gives what stands in the end. */
function keep(
  batches: readonly (readonly Delivery[])[],
  detections = exampleDetections,
  patient: readonly number[] = [],
) {
  const store = exampleStore()
  const compiled = valueOf(compileDetections(detections))
  const setup = { detections: compiled, environment: emptyEnvironment, allow: [] }
  for (const [at, batch] of batches.entries()) {
    // As another process would, which has nothing in memory.
    const keeper = new Keeper(store, setup)
    const isPatient = patient.includes(at)
    valueOf(keeper.keep({ states: [stateOf(batch, compiled)], progress: [], at, isPatient }))
    keeper.addUpIncidents(at)
  }
  if (patient.length > 0) {
    const keeper = new Keeper(store, setup)
    valueOf(keeper.keep({ states: [], progress: [], at: batches.length }))
    keeper.addUpIncidents(batches.length)
  }
  const records = store.findings.list()
  const standing = records.filter(({ status }) => status !== 'withdrawn').map(({ finding }) => finding)
  const incidents = store.incidents.list()
  const baselines = [...exportBaseline(store, detections)].sort()
  store.close()
  return { standing, withdrawn: records.length - standing.length, incidents, baselines }
}

const byId = <T extends { readonly id: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const asKept = ({ events, ...finding }: Finding): unknown => finding

const scenario = deliveredEvents.chain(deliveries =>
  fc.record({
    deliveries: fc.constant(deliveries),
    shuffled: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
    again: fc.subarray(deliveries),
    batches: fc.array(fc.nat(4), { minLength: deliveries.length, maxLength: deliveries.length }),
    patient: fc.subarray([0, 1, 2, 3, 4, 5]),
  }),
)

test('what stands in the end is what one scan of all events says, however they were batched, late or repeated', () => {
  let withFindings = 0
  fc.assert(
    fc.property(scenario, ({ deliveries, shuffled, again, batches, patient }) => {
      const expected = findingsOf(exampleDetections, deliveries)
      const split = [0, 1, 2, 3, 4].map(batch => shuffled.filter((_, index) => batches[index] === batch))
      const kept = keep([...split, again], exampleDetections, patient)
      expect(byId(kept.standing)).toEqual(byId(expected.findings).map(asKept))
      expect(kept.incidents).toEqual(byId(expected.incidents))
      expect(kept.baselines).toEqual(keep([deliveries]).baselines)
      if (kept.standing.length > 0) withFindings++
    }),
    { numRuns: 100 },
  )
  // The property would hold for nothing found, too.
  expect(withFindings).toBeGreaterThan(50)
}, 120_000)

test('what was new by the logs so far, and was there before by those that come late, is withdrawn', () => {
  const from = (ip: string, hours: number): Delivery => ({
    event: exampleEvent({
      id: `${ip} ${hours}`,
      time: exampleTime + hours * 3_600_000,
      action: 'GetBucketAcl',
      network: { ip, prefix: ip.replace(/\d+$/, '0/24') },
      bucket: 'amzn-s3-demo-bucket0',
    }),
  })
  const history = [0, 20, 40, 60].map(hours => from('198.51.100.7', hours))
  const late = from('203.0.113.5', 10)
  const isNew = from('203.0.113.5', 70)
  expect(keep([[...history, isNew]])).toMatchObject({ standing: [{ detection: { slug: 'new-address' } }] })
  expect(keep([[...history, isNew], [late]])).toMatchObject({ standing: [], withdrawn: 1 })
  expect(keep([[late], history, [isNew]])).toMatchObject({ standing: [], withdrawn: 0 })
})

test('a bucket that the world reaches is not judged, however its addresses came', () => {
  const from = (host: number, hours: number): Delivery => ({
    event: exampleEvent({
      id: `${host} ${hours}`,
      time: exampleTime + hours * 3_600_000,
      action: 'GetBucketAcl',
      network: { ip: `203.0.${host >> 8}.${host % 256}`, prefix: '203.0.113.0/24' },
      bucket: 'amzn-s3-demo-bucket0',
    }),
  })
  const history = [0, 20, 40, 60].map(hours => from(0, hours))
  const visitors = Array.from({ length: 2_000 }, (_, host) => from(host + 1, 70))
  const few = visitors.slice(0, 2)
  expect(keep([history, few]).standing).toHaveLength(1)
  expect(keep([history, few, visitors])).toMatchObject({ standing: [], withdrawn: 1 })
  // None of the batches is crowded by itself.
  expect(keep([history, visitors.slice(0, 1_500), visitors.slice(700)])).toMatchObject({ standing: [], withdrawn: 1 })
  expect(keep([[...visitors, ...history], few])).toMatchObject({ standing: [], withdrawn: 0 })
  expect(findingsOf(exampleDetections, [...history, ...visitors]).findings).toEqual([])
  expect(findingsOf(exampleDetections, [...history, ...visitors.slice(1)]).findings).toHaveLength(1)
})

test('what is known later is what earlier findings say, once a batch is not patient', () => {
  const copies = exampleDetections.find(({ slug }) => slug === 'task')
  const about = { service: 'datasync.amazonaws.com', user: 'backup' }
  const locationArn = 'arn:aws:datasync:us-east-1:111122223333:location/loc-00000000000000001'
  const task = exampleEvent({
    ...about,
    id: 'task',
    action: 'CreateTask',
    requestParameters: { sourceLocationArn: locationArn },
  })
  const location = exampleEvent({
    ...about,
    id: 'location',
    action: 'CreateLocationS3',
    requestParameters: { s3BucketArn: 'arn:aws:s3:::amzn-s3-demo-bucket1' },
    responseElements: { locationArn },
  })
  const compiled = valueOf(compileDetections(copies ? [copies] : []))
  const store = exampleStore()
  const keepOne = (events: readonly Delivery['event'][], isPatient: boolean) =>
    valueOf(
      new Keeper(store, { detections: compiled, environment: emptyEnvironment, allow: [] }).keep({
        states: events.map(event => stateOf([{ event }], compiled)),
        progress: [],
        at: 0,
        isPatient,
      }),
    )
  const messages = (): string[] => store.findings.list().map(({ finding }) => finding.message)
  keepOne([task], false)
  expect(messages()).toEqual(['copies an unknown location'])
  expect(keepOne([location], true)).toMatchObject({ owes: true, touched: new Map() })
  expect(messages()).toEqual(['copies an unknown location'])
  expect(keepOne([], false)).toMatchObject({ owes: false })
  expect(messages()).toEqual(['copies amzn-s3-demo-bucket1'])
  store.close()
})

test('of the many ways in which one caller makes a call, the same are kept as in one scan', () => {
  const listed = exampleCorrelation(
    'listed',
    `title: Listed\ncorrelation: { type: event_count, rules: [ListObjects], group-by: [actor.principal], timespan: 2h, condition: { gte: 2 } }\n${partOf('ListObjects')}`,
    { message: '{actor.principal} listed {requestParameters.prefix}' },
  )
  const deliveries = Array.from(
    { length: 30 },
    (_, index): Delivery => ({
      event: exampleEvent({
        id: `event ${index}`,
        time: exampleTime + index * 60_000,
        action: 'ListObjects',
        bucket: 'amzn-s3-demo-bucket0',
        requestParameters: { prefix: `prefix-${index}/` },
      }),
    }),
  )
  const expected = findingsOf([listed], deliveries).findings.map(asKept)
  expect(expected).toHaveLength(1)
  const { baselines } = keep([deliveries], [listed])
  for (const order of [deliveries, deliveries.toReversed()]) {
    const oneByOne = order.map(delivery => [delivery])
    const kept = keep(oneByOne, [listed])
    expect(kept.standing).toEqual(expected)
    expect(kept.baselines).toEqual(baselines)
  }
})
