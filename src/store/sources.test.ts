import { beforeEach, expect, test } from 'vitest'
import { exampleStore } from '../../test/fixtures/example-store.ts'
import type { Store } from './index.ts'

let sources: Store['sources']
let logs: number
beforeEach(() => {
  sources = exampleStore().sources
  logs = sources.enter('./logs')
})

test('a source keeps its number, and each has its own marks', () => {
  const other = sources.enter('./other')
  sources.mark(logs, { name: 'a.log', version: '1', time: 5 })
  expect(sources.enter('./logs')).toBe(logs)
  expect(sources.hasRead(logs, { name: 'a.log', version: '1' })).toBe(true)
  expect(sources.hasRead(other, { name: 'a.log', version: '1' })).toBe(false)
})

test('a file that has changed has not been read, and then its old version has not', () => {
  sources.mark(logs, { name: 'a.log', version: '1', time: 5 })
  expect(sources.hasRead(logs, { name: 'a.log', version: '2' })).toBe(false)
  sources.mark(logs, { name: 'a.log', version: '2', time: 6.5 })
  expect(sources.hasRead(logs, { name: 'a.log', version: '2' })).toBe(true)
  expect(sources.hasRead(logs, { name: 'a.log', version: '1' })).toBe(false)
})

test('marks behind the look-back are forgotten, those of other sources are not', () => {
  const other = sources.enter('./other')
  for (const source of [logs, other]) sources.mark(source, { name: 'old.log', version: '1', time: 100 })
  sources.mark(logs, { name: 'new.log', version: '1', time: 200 })
  sources.forgetMarks(logs, 200)
  expect(sources.hasRead(logs, { name: 'old.log', version: '1' })).toBe(false)
  expect(sources.hasRead(logs, { name: 'new.log', version: '1' })).toBe(true)
  expect(sources.hasRead(other, { name: 'old.log', version: '1' })).toBe(true)
})

test('each part of a source has a position', () => {
  expect(sources.positionOf(logs, 'eu-west-1')).toBeUndefined()
  sources.moveTo(logs, 'eu-west-1', 'a')
  sources.moveTo(logs, 'us-east-1', 'b')
  sources.moveTo(logs, 'eu-west-1', 'c')
  expect([sources.positionOf(logs, 'eu-west-1'), sources.positionOf(logs, 'us-east-1')]).toEqual(['c', 'b'])
})

test('the newest problems of a source are kept, so that a broken one fills neither the disk nor the list of others', () => {
  const other = sources.enter('./other')
  const problem = { at: 1, code: 'not-readable', message: 'the file cannot be read' }
  sources.addProblem(other, { ...problem, place: 'theirs' })
  for (let number = 0; number < 10_010; number++) sources.addProblem(logs, { ...problem, place: `${number}` })
  const kept = sources.problems()
  const own = kept.filter(({ source }) => source === './logs')
  expect(own.length).toBe(10_000)
  expect([own[0]?.place, own.at(-1)?.place]).toEqual(['10', '10009'])
  expect(kept.filter(({ source }) => source === './other')).toEqual([
    { source: './other', ...problem, place: 'theirs' },
  ])
})
