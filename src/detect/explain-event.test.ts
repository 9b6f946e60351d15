import { expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { exampleEvent } from '../../test/fixtures/example-event.ts'
import { compileDetections } from './compile/compile-detections.ts'
import { explainEvent } from './explain-event.ts'

const suspended = exampleDetection('suspended', callOf('PutBucketVersioning'), { outcomes: ['success'] })

function explain(event: Parameters<typeof exampleEvent>[0]) {
  const compiled = compileDetections([suspended])
  return compiled.ok ? explainEvent(compiled.value, exampleEvent(event))[0] : undefined
}

test('a match is explained by the comparisons that made it true', () => {
  expect(explain({ id: 'a' })).toMatchObject({
    slug: 'suspended',
    matched: true,
    reasons: [{ field: 'eventSource' }, { field: 'eventName', actual: 'PutBucketVersioning', matched: true }],
  })
})

test('a non-match is explained by the ones that made it false', () => {
  expect(explain({ id: 'a', action: 'PutBucketAcl' })).toMatchObject({
    matched: false,
    reasons: [{ field: 'eventName', expected: ['PutBucketVersioning'], actual: 'PutBucketAcl', matched: false }],
  })
})

test('a rule that is satisfied in a log or with an outcome that does not count is no match, and says so', () => {
  expect(explain({ id: 'a', outcome: 'denied' })).toMatchObject({
    matched: false,
    outcomeCounts: false,
    logCounts: true,
  })
  expect(explain({ id: 'a', log: 's3-access-log' })).toMatchObject({ matched: false, logCounts: false })
})
