import { expect, test } from 'vitest'
import type { Incident } from '#findings'
import { exampleStore } from '../../test/fixtures/example-store.ts'

const incident = (id: string, changes: Partial<Incident> = {}): Incident => ({
  schema: 'bucketwatch.incident/1',
  id,
  entity: { type: 'ip-address', role: 'attacker', value: '192.0.2.10' },
  severity: 'high',
  score: 120,
  reason: 'findings add up within 7 days',
  tactics: ['exfiltration'],
  findings: ['0123456789abcdef'],
  firstSeen: '2026-11-01T10:00:00.000Z',
  lastSeen: '2026-11-01T10:00:00.000Z',
  ...changes,
})

test('what findings add up to now takes the place of what they added up to before', () => {
  const { incidents } = exampleStore()
  incidents.replace([incident('a'), incident('b')], 1)
  incidents.replace([incident('b', { score: 150 }), incident('c')], 2)
  expect(incidents.list()).toEqual([incident('b', { score: 150 }), incident('c')])
  incidents.replace([], 3)
  expect(incidents.list()).toEqual([])
})
