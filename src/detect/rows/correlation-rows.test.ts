import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleCorrelation, partOf } from '../../../test/fixtures/example-correlation.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { valueOf } from '../../../test/fixtures/example-store.ts'
import { compileDetections } from '../compile/compile-detections.ts'
import { findRuns } from '../correlation/find-runs.ts'
import { createEngine } from '../engine.ts'
import { ageScope } from './age-rows.ts'
import { correlationState, isKindRow, isNever } from './correlation-rows.ts'
import { splitState } from './index.ts'
import type { RowReader } from './row-reader.ts'
import type { StateRow } from './state-row.ts'

const calls = ['GetObject', 'PutObject', 'DeleteObject'] as const
const hour = 3_600_000

const of = (name: string, correlation: string): string =>
  `title: ${name}\nname: ${name}\ncorrelation: { ${correlation}, group-by: [s3.bucket] }\n`
const parts = calls.map(call => partOf(call)).join('')
const many = (call: string, condition: string): string =>
  `---\n${of(`many-${call}`, `type: event_count, rules: [${call}], timespan: 1h, condition: { ${condition} }`)}`

const correlations = [
  of('all', `type: temporal, rules: [${calls.join(', ')}], timespan: 2h`),
  of('ordered', `type: temporal_ordered, rules: [${calls.join(', ')}], timespan: 5h`),
  of('some', `type: temporal, rules: [${calls.join(', ')}], timespan: 90m, condition: { lt: 2 }`),
  of(
    'without',
    `type: temporal, rules: [GetObject, DeleteObject], timespan: 2h, condition: GetObject and not DeleteObject`,
  ),
  of('count', 'type: event_count, rules: [GetObject, PutObject], timespan: 30m, condition: { gte: 4 }'),
  of('few', 'type: event_count, rules: [GetObject], timespan: 1h, condition: { eq: 1 }'),
  of('sum', 'type: value_sum, rules: [GetObject], timespan: 2h, condition: { gte: 30, field: requestParameters.size }'),
  of('low', 'type: value_avg, rules: [PutObject], timespan: 2h, condition: { lt: 20, field: requestParameters.size }'),
  of('values', 'type: value_count, rules: [GetObject], timespan: 3h, condition: { gte: 3, field: network.ip }'),
  `${of('nested', 'type: temporal_ordered, rules: [many-GetObject, many-DeleteObject], timespan: 6h')}${many('GetObject', 'gte: 2')}${many('DeleteObject', 'gte: 2')}`,
  `${of('mixed', 'type: temporal, rules: [many-GetObject, PutObject], timespan: 3h')}${many('GetObject', 'gte: 3')}`,
]
const detections = valueOf(
  compileDetections(correlations.map((text, index) => exampleCorrelation(`correlation-${index}`, `${text}${parts}`))),
)

const call = fc.record({
  action: fc.constantFrom(...calls),
  bucket: fc.constantFrom('amzn-s3-demo-bucket1', 'amzn-s3-demo-bucket2'),
  minutes: fc.nat(60 * 24),
  ip: fc.constantFrom('198.51.100.7', '203.0.113.5', '192.0.2.9'),
  size: fc.constantFrom(1, 12, 25, 0.5, -3),
})

/** The rows of each scope of each correlation that some calls make. */
function scopesOf(made: readonly (typeof call extends fc.Arbitrary<infer One> ? One : never)[]) {
  const engine = createEngine(detections)
  for (const [index, { action, bucket, minutes, ip, size }] of made.entries()) {
    const network = { ip, prefix: ip.replace(/\d+$/, '0/24') }
    const time = exampleTime + minutes * 60_000
    const requestParameters = { size }
    engine.observe([exampleEvent({ id: `${index}`, action, bucket, network, time, requestParameters })], false)
  }
  const { detections: states } = engine.state()
  return detections.flatMap(compiled => {
    const state = states.get(compiled.detection.slug)
    const { judging } = compiled
    if (state === undefined || judging.kind !== 'correlation') return []
    const rows = [...splitState(compiled, state)].filter(row => !isKindRow(row))
    return Array.from(
      Map.groupBy(rows, ({ scope }) => scope),
      ([scope, own]) => ({ compiled, correlation: judging.correlation, scope, own }),
    )
  })
}

function readerOf(rows: readonly StateRow[]): RowReader {
  return {
    row: (_, entry) => structuredClone(rows.find(row => row.entry === entry)),
    rowsOf: () => structuredClone(rows),
    outlinesOf: () => rows,
    outlinesBefore: () => rows,
  }
}

test('what briefs tell is never found is not, and most is told', () => {
  const told = { never: 0, found: 0, perhaps: 0 }
  fc.assert(
    fc.property(fc.array(call, { maxLength: 15 }), made => {
      for (const { correlation, own } of scopesOf(made)) {
        const isToldNever = isNever(correlation, own)
        const runs = findRuns(correlation, correlationState(structuredClone(own)))
        if (isToldNever) expect(runs).toEqual([])
        told[isToldNever ? 'never' : runs.length > 0 ? 'found' : 'perhaps']++
      }
    }),
    { numRuns: 300 },
  )
  expect(told.never).toBeGreaterThan(3 * told.perhaps)
  expect(told.found).toBeGreaterThan(100)
}, 60_000)

test('what ages by briefs ages as it does by what it is', () => {
  let across = 0
  fc.assert(
    fc.property(fc.array(call, { minLength: 10, maxLength: 50 }), fc.nat(26), (made, hours) => {
      for (const { compiled, scope, own } of scopesOf(made)) {
        const at = { until: exampleTime + hours * hour + 1_234_567, lateness: 2 * hour }
        const bare = own.map(({ brief, ...row }) => row)
        const aged = ageScope(compiled, scope, readerOf(own), at)
        const expected = ageScope(compiled, scope, readerOf(bare), at)
        const entries = (rows: readonly { readonly entry: string }[]) => rows.map(({ entry }) => entry).sort()
        expect(entries(aged.dropped)).toEqual(entries(expected.dropped))
        expect(aged.changed.map(({ brief, ...row }) => row)).toEqual(expected.changed.map(({ brief, ...row }) => row))
        across += aged.changed.length
      }
    }),
    { numRuns: 300 },
  )
  expect(across).toBeGreaterThan(10)
}, 60_000)
