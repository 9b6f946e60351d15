import { expect, test } from 'vitest'
import { exampleCorrelation, partOf } from '../../../test/fixtures/example-correlation.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { findingsOf } from '../../../test/fixtures/findings-of.ts'

const many = (name: string, rule: string): string =>
  `---\ntitle: ${name}\nname: ${name}\ncorrelation: { type: event_count, rules: [${rule}], group-by: [s3.bucket], timespan: 1h, condition: { gte: 3 } }\n`

const detection = exampleCorrelation(
  'read-then-deleted',
  `title: read then deleted
correlation: { type: temporal_ordered, rules: [reads, deletions], group-by: [s3.bucket], timespan: 24h }
${many('reads', 'GetObject')}${many('deletions', 'DeleteObject')}${partOf('GetObject')}${partOf('DeleteObject')}`,
)

const calls = (action: string, count: number, from: number) =>
  Array.from({ length: count }, (_, index) => ({
    event: exampleEvent({
      id: `${action} ${index}`,
      action,
      time: exampleTime + from + index * 1_000,
      bucket: 'amzn-s3-demo-bucket',
    }),
  }))

test('thousands of windows below one correlation share their events rather than repeat them', () => {
  const { findings } = findingsOf(
    [detection],
    [...calls('GetObject', 4_900, 0), ...calls('DeleteObject', 4_900, 7_200_000)],
  )
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ count: 9_800, steps: [{ count: 4_900 }, { count: 4_900 }] })
})
