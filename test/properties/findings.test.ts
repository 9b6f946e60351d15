import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliveredEvents, delivery, exampleDetections as detections } from '../fixtures/example-deliveries.ts'
import { findingsOf } from '../fixtures/findings-of.ts'

const scenario = deliveredEvents.chain(deliveries =>
  fc.record({
    deliveries: fc.constant(deliveries),
    shuffled: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
    again: fc.subarray(deliveries),
    parts: fc.array(fc.nat(3), { minLength: deliveries.length, maxLength: deliveries.length }),
  }),
)

describe('findings, entity risk and incidents are a function of the set of events', () => {
  test('whatever the order, the repetition, and the number of workers', () => {
    let [withFindings, withIncidents] = [0, 0]
    fc.assert(
      fc.property(scenario, ({ deliveries, shuffled, again, parts }) => {
        const expected = findingsOf(detections, deliveries)
        if (expected.findings.length > 0) withFindings++
        if (expected.incidents.length > 0) withIncidents++
        expect(findingsOf(detections, [...again, ...shuffled, ...again])).toEqual(expected)
        const split = [0, 1, 2, 3].map(part => shuffled.filter((_, index) => parts[index] === part))
        expect(findingsOf(detections, ...split, again)).toEqual(expected)
        expect(findingsOf(detections, again, ...split.toReversed())).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    // The property would hold for nothing found, too.
    expect(withFindings).toBeGreaterThan(800)
    expect(withIncidents).toBeGreaterThan(100)
  })

  test('every finding says why, names an event, and has an id of its own', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 40 }), deliveries => {
        const { findings } = findingsOf(detections, deliveries)
        for (const finding of findings) {
          expect(finding.why.length).toBeGreaterThan(0)
          expect(finding.eventIds.length).toBeGreaterThan(0)
          expect(finding.eventIds.length).toBeLessThanOrEqual(finding.count)
        }
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
      }),
      { numRuns: 300 },
    )
  })

  test('nothing is reported from a baseline', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 40 }), deliveries => {
        const learnt = deliveries.map(({ event }) => ({ event, learnOnly: true }))
        expect(findingsOf(detections, learnt)).toEqual({ findings: [], entityRisk: [], incidents: [] })
      }),
      { numRuns: 300 },
    )
  })
})
