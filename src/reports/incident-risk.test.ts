import { expect, test } from 'vitest'
import type { Incident } from '#findings'
import { incidentRisk } from './incident-risk.ts'

const lasting = (lastSeen: string): Incident =>
  ({ score: 908, firstSeen: '2026-10-12T11:35:58.000Z', lastSeen }) as unknown as Incident

test('the risk of an incident that is longer than seven days is said to be that of its worst seven', () => {
  expect(incidentRisk(lasting('2026-10-20T12:23:17.000Z'))).toBe('risk 908 in its worst 7 days')
})

test('of one that is not, it is the risk of all of it', () => {
  expect(incidentRisk(lasting('2026-10-19T11:35:58.000Z'))).toBe('risk 908')
})
