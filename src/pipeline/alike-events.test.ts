import { expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import { AlikeEvents } from './alike-events.ts'

const event = (id: string, log: ActivityEvent['log'] = 'cloudtrail') => ({ id, log }) as ActivityEvent

/** What is taken, in turn: ids of events that came together. */
function gatherer() {
  const taken: string[] = []
  const waiting = new AlikeEvents((events, learnOnly) => {
    taken.push(events.map(({ id }) => id).join(' ') + (learnOnly ? ' (learnt)' : ''))
  })
  return { taken, waiting }
}

test('events that are alike are taken together, and one that is like no other at once', () => {
  const { taken, waiting } = gatherer()
  const [one, other] = [{}, {}]
  waiting.add(event('a'), false, one)
  waiting.add(event('b'), false, undefined)
  waiting.add(event('c'), false, other)
  waiting.add(event('d'), false, one)
  expect(taken).toEqual(['b'])
  waiting.flush()
  expect(taken).toEqual(['b', 'a d', 'c'])
})

test('what is only learnt is not taken together with what is reported', () => {
  const { taken, waiting } = gatherer()
  const one = {}
  waiting.add(event('a'), false, one)
  waiting.add(event('b'), true, one)
  waiting.flush()
  expect(taken).toEqual(['a', 'b (learnt)'])
})

test.each([
  ['cloudtrail', 4_000],
  ['s3-access-log', 500],
] as const)('nothing of %s waits for longer than %i events, whether these wait or not', (log, most) => {
  const { taken, waiting } = gatherer()
  waiting.add(event('first', log), false, {})
  for (let index = 2; index < most; index++) waiting.add(event('b', log), false, undefined)
  expect(taken).not.toContain('first')
  waiting.add(event('last', log), false, undefined)
  expect(taken).toContain('first')
})
