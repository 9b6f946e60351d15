import { expect, test } from 'vitest'
import { exampleStore } from '../../test/fixtures/example-store.ts'

test('what is known is written once, by kind and name, and comes back', () => {
  const { knowledge } = exampleStore()
  const owner = { value: '111122223333', time: 5 }
  expect(knowledge.write('owners', 'amzn-s3-demo-bucket', owner)).toBe(true)
  expect(knowledge.write('owners', 'amzn-s3-demo-bucket', { ...owner })).toBe(false)
  expect(knowledge.write('logBuckets', 'amzn-s3-demo-bucket', true)).toBe(true)
  expect(knowledge.write('owners', 'amzn-s3-demo-bucket', { ...owner, time: 6 })).toBe(true)
  expect(knowledge.all()).toEqual(
    expect.arrayContaining([
      { kind: 'owners', name: 'amzn-s3-demo-bucket', value: { value: '111122223333', time: 6 } },
      { kind: 'logBuckets', name: 'amzn-s3-demo-bucket', value: true },
    ]),
  )
})

test('facts are numbers or texts, and nothing else until they are written', () => {
  const { facts } = exampleStore()
  expect([facts.number('seen-until'), facts.text('environment')]).toEqual([undefined, undefined])
  facts.write('seen-until', 1_793_000_000_123)
  facts.write('environment', 'abc')
  facts.write('environment', 'def')
  expect([facts.number('seen-until'), facts.text('environment')]).toEqual([1_793_000_000_123, 'def'])
  expect([facts.text('seen-until'), facts.number('environment')]).toEqual([undefined, undefined])
})
