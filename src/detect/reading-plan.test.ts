import { describe, expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { compileDetections } from './compile/compile-detections.ts'
import type { Detection } from './detection.ts'
import { readingPlan } from './reading-plan.ts'

function planOf(...detections: readonly Detection[]) {
  const compiled = compileDetections(detections)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return readingPlan(compiled.value, ['eventID', 'eventTime'])
}

const newBuckets = exampleDetection('new', callOf('GetObject'), {
  kind: {
    kind: 'first-seen',
    key: ['s3.bucket', 'requestParameters.key'],
    wider: [],
    learning: 1,
    minimumDays: 0,
    forget: 1,
  },
  message: '',
})

describe('the reading plan', () => {
  test('reads the fields that a rule names, in whatever case the call is written', () => {
    const plan = planOf(exampleDetection('acl', callOf('PutBucketAcl')))
    expect(plan.depthOf('s3.amazonaws.com', 'PutBucketAcl')).toBe('fields')
    expect(plan.depthOf('S3.amazonaws.com', 'putbucketacl')).toBe('fields')
  })

  test('reads no more than the fields of what only counts for a baseline', () => {
    const plan = planOf(newBuckets)
    expect(plan.depthOf('s3.amazonaws.com', 'GetObject')).toBe('fields')
    expect(plan.fields).toEqual(expect.arrayContaining(['eventID', 'eventTime', 'eventName', 'requestParameters.key']))
  })

  test('reads the fields of all that happens in S3, for the account of who was here', () => {
    const plan = planOf(exampleDetection('acl', callOf('PutBucketAcl')))
    expect(plan.depthOf('s3.amazonaws.com', 'ListObjects')).toBe('fields')
    expect(plan.depthOf('s3express.amazonaws.com', 'GetObject')).toBe('fields')
  })

  test('reads of no call all parameters', () => {
    expect(planOf().fields).not.toContain('requestParameters')
    expect(planOf().fields).not.toContain('responseElements')
  })

  test('reads what a DataSync location is', () => {
    expect(planOf().depthOf('datasync.amazonaws.com', 'CreateLocationS3')).toBe('fields')
    expect(planOf().fields).toEqual(
      expect.arrayContaining(['requestParameters.s3BucketArn', 'responseElements.locationArn']),
    )
  })

  test('skips what no detection can match', () => {
    const plan = planOf(exampleDetection('acl', callOf('PutBucketAcl')), newBuckets)
    expect(plan.depthOf('ec2.amazonaws.com', 'DescribeInstances')).toBe('skip')
    expect(plan.sources).not.toContain('ec2.amazonaws.com')
  })

  test('never skips a record that a rule without a source or a name may match', () => {
    const anySource = exampleDetection('any', 'detection: { call: { eventName: StopLogging }, condition: call }')
    expect(planOf(anySource).sources).toBeUndefined()
    expect(planOf(anySource).depthOf('cloudtrail.amazonaws.com', 'StopLogging')).toBe('fields')
    const negated = exampleDetection('not', 'detection: { call: { eventName: StopLogging }, condition: not call }')
    expect(planOf(negated).depthOf('ec2.amazonaws.com', 'DescribeInstances')).toBe('fields')
  })

  test('ignores detections of other logs', () => {
    const accessLog = exampleDetection('log', 'detection: { any: { actor.principal: x }, condition: any }')
    const rule = { ...accessLog.rule, logsource: { product: 'aws', service: 's3_access_log' } }
    expect(planOf({ ...accessLog, rule }).depthOf('ec2.amazonaws.com', 'RunInstances')).toBe('skip')
  })
})
