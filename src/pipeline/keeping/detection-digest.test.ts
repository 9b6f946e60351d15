import { expect, test } from 'vitest'
import type { Detection } from '#detect'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { detectionDigest } from './detection-digest.ts'

const rule = callOf('PutBucketAcl')
const digestOf = (text = rule, more: Partial<Detection> = {}): string =>
  detectionDigest(exampleDetection('one', text, more))

test.each<[string, string, Partial<Detection>]>([
  ['message', rule, { message: '{actor.principal} did it' }],
  ['title', rule, { title: 'Another title' }],
  ['risk', rule, { risk: { confidence: 1, impact: 1, adjustments: [], escalations: [] } }],
  ['place in its file', `\n\n${rule}`, {}],
  ['list of false alarms', `falsepositives: [nightly copies]\n${rule}`, {}],
  ['level', `level: high\n${rule}`, {}],
])('a state outlives another %s', (_, text, more) => {
  expect(digestOf(text, more)).toBe(digestOf())
})

test.each<[string, string, Partial<Detection>]>([
  ['condition', rule.replace('condition: call', 'condition: not call'), {}],
  ['value', callOf('PutBucketPolicy'), {}],
  ['grouping', rule, { group: { by: ['s3.bucket'], window: 3_600_000 } }],
  ['window', rule, { group: { by: ['actor.principal'], window: 60_000 } }],
  ['choice of outcomes', rule, { outcomes: ['denied'] }],
])('a state begins anew with another %s', (_, text, more) => {
  expect(digestOf(text, more)).not.toBe(digestOf())
})
