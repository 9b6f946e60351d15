import { setImmediate } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { type Delivery, SourceFailure } from '#sources'
import {
  type ExampleDelivery,
  exampleDelivery,
  exampleIssue,
  exampleSource,
} from '../../../test/fixtures/example-deliverer.ts'
import { Intake } from './intake.ts'

const progress = { hasRead: () => false, positionOf: () => undefined }
let stop: AbortController
beforeEach(() => {
  stop = new AbortController()
})

const delivery = (...names: string[]): ExampleDelivery => exampleDelivery(names.map(name => ({ name })))
const draining = (intake: Intake, deliveries: readonly Delivery[], more: Parameters<typeof exampleSource>[2] = {}) => {
  const source = exampleSource('./logs', deliveries, more)
  return { source, drained: intake.drain(source, { progress, signal: stop.signal, report: () => undefined }) }
}
const namesOf = (taken: Awaited<ReturnType<Intake['take']>>): string[] =>
  taken.flatMap(({ delivery: { files } }) => files.map(({ file }) => file.name))

test('gives deliveries whole and in order, up to a number of files, one at least', async () => {
  const intake = new Intake(10)
  const { drained } = draining(intake, [delivery('a', 'b'), delivery('c'), delivery('d', 'e', 'f', 'g')])
  await drained
  expect(namesOf(await intake.take(3))).toEqual(['a', 'b', 'c'])
  expect(namesOf(await intake.take(3))).toEqual(['d', 'e', 'f', 'g'])
})

test('asks a source for more only while there is room', async () => {
  const intake = new Intake(2)
  const { source, drained } = draining(
    intake,
    ['a', 'b', 'c', 'd', 'e'].map(name => delivery(name)),
  )
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect([source.asked(), intake.size]).toEqual([2, 2])
  expect(namesOf(await intake.take(1))).toEqual(['a'])
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect([source.asked(), intake.size]).toEqual([3, 2])
  while (intake.size > 0) {
    await intake.take(10)
    await setImmediate()
  }
  await drained
  expect(source.asked()).toBe(5)
})

test('waits for what comes, and gives nothing once all sources have ended', async () => {
  const intake = new Intake(10)
  const { drained } = draining(intake, [], { end: 'waits' })
  const taking = intake.take(10)
  const second = draining(intake, [delivery('a')])
  expect(namesOf(await taking)).toEqual(['a'])
  const nothing = intake.take(10)
  stop.abort()
  expect(await nothing).toEqual([])
  await Promise.all([drained, second.drained])
})

test('what waits is given back, and a source that waits for room is let go', async () => {
  const intake = new Intake(1)
  const all = [delivery('a'), delivery('b')]
  const { drained } = draining(intake, all, { end: 'waits' })
  await setImmediate()
  stop.abort()
  intake.wake()
  await intake.giveBack()
  await drained
  await intake.giveBack()
  expect(all.map(({ ends }) => ends)).toEqual([['given back'], []])
})

test('a source that cannot go on says why, and what came before it is still given', async () => {
  const intake = new Intake(10)
  const issue = exampleIssue('sqs-gone')
  const { drained } = draining(intake, [delivery('a')], { end: new SourceFailure(issue) })
  await drained
  expect(intake.failure).toEqual(issue)
  expect(namesOf(await intake.take(10))).toEqual(['a'])
  expect(await intake.take(10)).toEqual([])
})

test('of patience for so long, it gives nothing while nothing has come, and is not over', async () => {
  const intake = new Intake(10)
  const { drained } = draining(intake, [], { end: 'waits' })
  expect(await intake.take(10, undefined, 1)).toEqual([])
  expect(intake.isOver).toBe(false)
  stop.abort()
  await drained
  expect(intake.isOver).toBe(true)
})
