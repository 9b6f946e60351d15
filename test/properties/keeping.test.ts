import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ledger, principalsOf } from '#activity'
import { compileDetections, createEngine } from '#detect'
import { emptyEnvironment } from '#events'
import type { Finding } from '#findings'
import { Keeper } from '#pipeline'
import { emptyInventory, learn } from '#s3'
import { Store } from '#store'
import { deliveredEvents, exampleDetections } from '../fixtures/example-deliveries.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { type Delivery, findingsOf } from '../fixtures/findings-of.ts'

const compiled = compileDetections(exampleDetections)
if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))

/** What a reader makes of some events. */
function stateOf(deliveries: readonly Delivery[]) {
  if (!compiled.ok) throw new Error('compiled above')
  const engine = createEngine(compiled.value)
  const inventory = emptyInventory()
  const ledger = new Ledger()
  for (const { event, learnOnly = false } of deliveries) {
    engine.observe(event, learnOnly)
    ledger.observe(event, learnOnly)
    learn(inventory, event)
  }
  return {
    detect: engine.state(),
    principals: principalsOf([ledger.state()]),
    inventory,
  }
}

/** Keeps batches one after the other, and gives what stands in the end. */
function keep(batches: readonly (readonly Delivery[])[]) {
  const store = Store.open(':memory:')
  if (!store.ok || !compiled.ok) throw new Error('a store in memory opens')
  const setup = { detections: compiled.value, environment: emptyEnvironment, allow: [] }
  for (const [at, batch] of batches.entries()) {
    // As another process would, which has nothing in memory.
    const keeper = new Keeper(store.value, setup)
    const kept = keeper.keep({ states: [stateOf(batch)], progress: [], at })
    if (!kept.ok) throw new Error(JSON.stringify(kept.issues))
    keeper.addUpIncidents(at)
  }
  const records = store.value.findings.list()
  const standing = records.filter(({ status }) => status !== 'withdrawn').map(({ finding }) => finding)
  const incidents = store.value.incidents.list()
  store.value.close()
  return { standing, withdrawn: records.length - standing.length, incidents }
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
  }),
)

test('what stands in the end is what one scan of all events says, however they were batched, late or repeated', () => {
  let withFindings = 0
  fc.assert(
    fc.property(scenario, ({ deliveries, shuffled, again, batches }) => {
      const expected = findingsOf(exampleDetections, deliveries)
      const split = [0, 1, 2, 3, 4].map(batch => shuffled.filter((_, index) => batches[index] === batch))
      const kept = keep([...split, again])
      expect(byId(kept.standing)).toEqual(byId(expected.findings).map(asKept))
      expect(kept.incidents).toEqual(byId(expected.incidents))
      if (kept.standing.length > 0) withFindings++
    }),
    { numRuns: 150 },
  )
  // The property would hold for nothing found, too.
  expect(withFindings).toBeGreaterThan(120)
}, 60_000)

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
