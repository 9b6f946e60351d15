import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../test/fixtures/example-event.ts'
import { compileDetections } from './compile/compile-detections.ts'
import { createEngine } from './engine.ts'

const compiled = compileDetections([
  exampleDetection('burst', callOf('DeleteObject'), {
    kind: {
      kind: 'spike',
      by: ['actor.principal'],
      every: 3_600_000,
      history: 30 * 86_400_000,
      deviations: 3,
      minimumPoints: 15,
      coldStart: 5,
    },
  }),
])

const read = fc.record({ id: fc.nat(30), learnOnly: fc.boolean() })

/** Identities that a state counts in its only period, and those that it may report. */
function periodOf(events: readonly { readonly id: number; readonly learnOnly: boolean }[]) {
  if (!compiled.ok) throw new Error('not compiled')
  const engine = createEngine(compiled.value)
  for (const { id, learnOnly } of events) {
    engine.observe([exampleEvent({ id: `${id}`, time: exampleTime, action: 'DeleteObject' })], learnOnly)
  }
  const state = engine.take().detections.get('burst')
  const [periods] = state?.kind === 'spike' ? state.counts.keys.values() : []
  const [period] = periods?.values() ?? []
  return { counted: period?.counted.digests ?? [], reported: period?.evidence?.identities.digests ?? [] }
}

test('what is learnt from a baseline is counted and never reported, in whatever order it comes', () => {
  const identityOf = (id: number): number => exampleEvent({ id: `${id}`, action: 'DeleteObject' }).identity
  const digests = (ids: readonly number[]): number[] => [...new Set(ids.map(identityOf))].sort((a, b) => a - b)
  fc.assert(
    fc.property(fc.array(read, { maxLength: 40 }), events => {
      const { counted, reported } = periodOf(events)
      expect(counted).toEqual(digests(events.map(({ id }) => id)))
      expect(reported).toEqual(digests(events.flatMap(({ id, learnOnly }) => (learnOnly ? [] : [id]))))
    }),
    { numRuns: 500 },
  )
})
