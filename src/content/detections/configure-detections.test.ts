import { expect, test } from 'vitest'
import type { Configuration } from '#config'
import { noSettings } from '#events'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { configureDetections } from './configure-detections.ts'

const detections = [
  exampleDetection('bucket-opened', callOf('PutBucketAcl')),
  exampleDetection('bucket-opened-by-cli', callOf('PutBucketAcl'), { refines: 'bucket-opened' }),
]

const at = { file: 'bucketwatch.yaml', line: 3 }
const configuration = (more: Partial<Configuration>): Configuration => ({
  file: undefined,
  environment: noSettings,
  placeholders: {},
  rules: [],
  unusableRules: 'refuse',
  disabled: [],
  riskChanges: [],
  allow: [],
  sources: [],
  sourcePlaces: [],
  state: undefined,
  limits: {},
  values: [],
  ...more,
})
const change = { add: -20, reason: 'on purpose', placeOf: () => at }

test('a detection that is off is gone, and what refined it stands by itself', () => {
  const left = configureDetections(detections, configuration({ disabled: [{ slug: 'bucket-opened', at }] }))
  expect(left).toMatchObject({ ok: true, value: [{ slug: 'bucket-opened-by-cli' }] })
  expect(left.ok && left.value[0]?.refines).toBeUndefined()
})

test('a score is changed always, or when a search holds', () => {
  const riskChanges = [
    { ...change, detection: 'bucket-opened' },
    { ...change, detection: 'bucket-opened', when: { 's3.bucket': 'amzn-s3-demo-bucket' } },
  ]
  const left = configureDetections(detections, configuration({ riskChanges }))
  expect(left.ok && left.value[0]?.risk.adjustments).toMatchObject([
    { add: -20, when: { kind: 'all', items: [] } },
    { add: -20, when: { kind: 'field' } },
  ])
  expect(left.ok && left.value[1]?.refines).toBe('bucket-opened')
})

test('a name that no detection has is a mistake', () => {
  const wrong = configureDetections(
    detections,
    configuration({
      disabled: [{ slug: 'bucket-opend', at }],
      riskChanges: [{ ...change, detection: 'what' }],
    }),
  )
  expect(wrong.ok ? [] : wrong.issues.map(({ message }) => message)).toEqual([
    'there is no detection "bucket-opend"; did you mean "bucket-opened"?',
    'there is no detection "what"',
  ])
})
