import { expect, test } from 'vitest'
import type { Finding } from '#findings'
import { condense } from './condense.ts'

const finding = (slug: string, id: string) =>
  ({ id, outcome: 'success', detection: { slug, title: slug } }) as unknown as Finding

test('many findings of one detection are one row, which stands where the worst of them stands', () => {
  const findings = ['a1', 'b1', 'a2', 'c1', 'a3', 'b2', 'a4'].map(id => finding(id.slice(0, 1), id))
  expect(condense(findings).map(row => row.map(({ id }) => id))).toEqual([
    ['a1', 'a2', 'a3', 'a4'],
    ['b1'],
    ['c1'],
    ['b2'],
  ])
})
