import { beforeEach, expect, test } from 'vitest'
import { exampleStore } from '../../test/fixtures/example-store.ts'
import type { Store, StoredRow } from './index.ts'

let states: Store['states']
let contributions: Store['contributions']
let detection: number
beforeEach(() => {
  ;({ states, contributions } = exampleStore())
  detection = states.enter('bucket-replicated', 'digest').id
})

const row = (scope: string, entry: string, changes: Partial<StoredRow> = {}): StoredRow => ({
  scope,
  entry,
  value: new Map([['count', 1]]),
  last: 5,
  open: false,
  ...changes,
})

test('a piece of a state comes back as it was written, and is written when it differs', () => {
  const written = row('amzn-s3-demo-bucket', '192.0.2.0/24', { open: true })
  expect(states.write(detection, written)).toBe(true)
  expect(states.write(detection, { ...written })).toBe(false)
  expect(states.row(detection, written.scope, written.entry)).toEqual(written)
  expect(states.write(detection, { ...written, open: false })).toBe(true)
  expect(states.write(detection, { ...written, open: false, last: undefined })).toBe(true)
  expect(states.row(detection, written.scope, written.entry)).toEqual({ ...written, open: false, last: undefined })
})

test('a brief is read without the value, and belongs to what is written', () => {
  const written = row('one', 'a', { brief: [12, 0, 12] })
  states.write(detection, row('one', ''))
  expect(states.write(detection, written)).toBe(true)
  expect(states.write(detection, { ...written })).toBe(false)
  expect(states.row(detection, 'one', 'a')).toEqual(written)
  const { value, ...outline } = written
  expect(states.outlinesOf(detection, 'one')[1]).toEqual(outline)
  expect(states.allOutlines(detection)).toEqual(states.outlinesOf(detection, 'one'))
  expect(states.write(detection, { ...written, brief: [13, 0, 13] })).toBe(true)
  expect(states.write(detection, row('one', 'a'))).toBe(true)
  expect(states.row(detection, 'one', 'a')?.brief).toBeUndefined()
})

test('a detection that depends on other things than before begins anew, and the others stay', () => {
  const other = states.enter('bucket-emptied', 'digest').id
  for (const id of [detection, other]) states.write(id, row('scope', 'entry'))
  contributions.setFindings(detection, { scope: 'scope', entry: 'entry' }, new Set(['0123456789abcdef']))
  expect(states.enter('bucket-replicated', 'digest')).toEqual({ id: detection, begunAnew: false })
  const anew = states.enter('bucket-replicated', 'another digest')
  expect(anew.begunAnew).toBe(true)
  expect(states.scopes(anew.id)).toEqual([])
  expect(contributions.contributors(anew.id, '0123456789abcdef')).toEqual([])
  expect(states.scopes(other)).toEqual(['scope'])
})

test('what is open is found without looking at the rest', () => {
  states.write(detection, row('one', 'a', { open: true }))
  states.write(detection, row('one', 'b'))
  states.write(detection, row('two', '', { open: true }))
  expect(states.openEntries(detection, 'one')).toEqual(['a'])
  expect(states.allOpen(detection)).toEqual(
    expect.arrayContaining([
      { scope: 'one', entry: 'a' },
      { scope: 'two', entry: '' },
    ]),
  )
  expect(states.rowsOf(detection, 'one').map(({ entry }) => entry)).toEqual(['a', 'b'])
})

test('a finding knows which places it came of, and a place its findings, as of the last time', () => {
  const [one, other] = [
    { scope: 'one', entry: 'a' },
    { scope: 'one', entry: 'b' },
  ]
  contributions.setFindings(detection, one, new Set(['f1', 'f2']))
  contributions.setFindings(detection, other, new Set(['f1']))
  contributions.setFindings(detection, one, new Set(['f1']))
  expect(contributions.contributors(detection, 'f1')).toEqual([one, other])
  expect(contributions.contributors(detection, 'f2')).toEqual([])
  expect(contributions.findingsOf(detection, one)).toEqual(['f1'])
  expect(contributions.allContributors(detection)).toEqual([one, other])
})
