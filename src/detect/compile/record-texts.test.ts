import { expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent } from '../../../test/fixtures/example-event.ts'
import { explainEvent } from '../explain-event.ts'
import { readingPlan } from '../reading-plan.ts'
import { compileDetections } from './compile-detections.ts'

const keywords = `detection:
  call: { eventSource: s3.amazonaws.com, eventName: PutBucketAcl }
  words: [AllUsers, http*acl]
  condition: call and words`

function compiledOf(...rules: string[]) {
  const compiled = compileDetections(rules.map((rule, index) => exampleDetection(`rule-${index}`, rule)))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return compiled.value
}

test('a record in which keywords are looked for is read whole, others are not', () => {
  const plan = readingPlan(compiledOf(keywords, callOf('GetObject')), [])
  expect(plan.depthOf('s3.amazonaws.com', 'PutBucketAcl')).toBe('record')
  expect(plan.depthOf('s3.amazonaws.com', 'GetObject')).toBe('fields')
  expect(plan.depthOf('ec2.amazonaws.com', 'RunInstances')).toBe('skip')
})

test('keywords are looked for in all texts of the record, elements in its lists', () => {
  const event = exampleEvent({
    id: '1',
    action: 'PutBucketAcl',
    requestParameters: {
      grants: [
        { who: 'x', right: 'READ' },
        { who: 'AllUsers', right: 'WRITE' },
      ],
    },
  })
  const elements = `sigma-version: 3
detection:
  grant:
    requestParameters.grants[any]: { who: allusers, right: write }
  condition: grant`
  const apart = elements.replace('right: write', 'right: read')
  const found = explainEvent(compiledOf(keywords, elements, apart), event)
  expect(found.map(({ matched }) => matched)).toEqual([true, true, false])
})
