import { expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { navigatorLayer } from '../index.ts'

const detection = (slug: string, techniques: readonly string[]) =>
  exampleDetection(slug, callOf('PutBucketVersioning'), { attack: { tactics: ['impact'], techniques } })
const detections = [detection('a', ['T1490']), detection('b', ['T1490', 'T1485.001'])]

test('a technique scores by the detections that cover it', () => {
  expect(navigatorLayer(detections)).toMatchObject({
    domain: 'enterprise-attack',
    versions: { layer: '4.5' },
    techniques: [
      { techniqueID: 'T1485.001', score: 1, showSubtechniques: true },
      { techniqueID: 'T1490', score: 2, metadata: [{ name: 'a' }, { name: 'b' }] },
    ],
  })
})

test('with a scan it scores by findings, and tells blindness from silence', () => {
  const layer = navigatorLayer(detections, [
    { slug: 'a', findings: 3, state: 'active' },
    { slug: 'b', findings: 0, state: 'blind' },
  ])
  expect(layer).toMatchObject({
    techniques: [
      { techniqueID: 'T1485.001', score: 0, color: '#ced4da' },
      { techniqueID: 'T1490', score: 3, color: '#e8590c' },
    ],
  })
})
