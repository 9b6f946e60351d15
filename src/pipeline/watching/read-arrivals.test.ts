import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noSettings } from '#events'
import { defaultFormatLimits } from '#formats'
import { defaultSourceLimits, type LogFile } from '#sources'
import { exampleDelivery, exampleIssue, exampleSource } from '../../../test/fixtures/example-deliverer.ts'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { valueOf } from '../../../test/fixtures/example-store.ts'
import { trailRecord } from '../../../test/fixtures/trail.ts'
import { createLogReader, type LogReader } from '../log-reader.ts'
import { everything } from '../scope.ts'
import { readArrivals } from './read-arrivals.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-arrivals-'))
const fileOf = (name: string): LogFile => ({ name, path: join(folder, name) })

const accessLine = `${'a'.repeat(64)} amzn-s3-demo-bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - A REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 1 1 1 1 "-" "Boto3/1.34" - ${'h'.repeat(60)}`

beforeAll(() => {
  for (const name of ['a.json', 'b.json', 'c.json']) {
    writeFileSync(join(folder, name), JSON.stringify({ Records: [trailRecord(name)] }))
  }
  writeFileSync(join(folder, 'notes.txt'), 'this is no log\n'.repeat(50))
  mkdirSync(join(folder, 'unreadable'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const reader = (): LogReader =>
  valueOf(
    createLogReader({
      detections: [exampleDetection('acl-read', callOf('GetBucketAcl'))],
      scope: everything,
      sourceLimits: defaultSourceLimits,
      formatLimits: defaultFormatLimits,
      databases: [],
      reading: 'plan',
      environment: noSettings,
    }),
  )

test('what was read is marked, with the positions and the look-back of its source', async () => {
  const source = exampleSource('s3://amzn-s3-demo-logs', [], { lookBack: 600 })
  const delivery = exampleDelivery([fileOf('a.json'), fileOf('b.json')], { positions: new Map([['part', 'b']]) })
  const batch = await readArrivals([{ source, delivery }], reader(), false)
  expect(batch.state.observed).toBe(2)
  expect(batch.arrivals).toMatchObject([{ isWhole: true }])
  expect(batch.progress).toEqual([
    {
      source: 's3://amzn-s3-demo-logs',
      marks: delivery.files.map(({ mark }) => mark),
      positions: new Map([['part', 'b']]),
      problems: [],
      forgetBefore: 401,
    },
  ])
})

test.each([
  ['is gone', 'missing.json', 'not-found'],
  ['cannot be read', 'unreadable', 'not-readable'],
])('a file that %s is not marked, and its delivery comes again without a new position', async (_, name, code) => {
  const source = exampleSource('./logs', [])
  const delivery = exampleDelivery([fileOf('a.json'), fileOf(name)], { positions: new Map([['part', 'b']]) })
  const whole = exampleDelivery([fileOf('c.json')])
  const batch = await readArrivals(
    [
      { source, delivery },
      { source, delivery: whole },
    ],
    reader(),
    false,
  )
  expect(batch.arrivals.map(({ isWhole }) => isWhole)).toEqual([false, true])
  expect(batch.progress).toMatchObject([{ marks: [{ name: 'a.json' }, { name: 'c.json' }], positions: new Map() }])
  expect(batch.progress[0]?.forgetBefore).toBeUndefined()
  expect(batch.troubles).toMatchObject([{ source: './logs', issue: { code, at: { file: name } } }])
})

test.each([
  ['a line', accessLine.slice(0, -40)],
  ['a compressed stream', gzipSync(`${accessLine}\n`).subarray(0, -6)],
  ['a list of records', JSON.stringify({ Records: [trailRecord('d')] }).slice(0, -2)],
  ['a record', JSON.stringify({ Records: [trailRecord('d')] }).slice(0, -20)],
  ['nothing', ''],
])(
  'a file that ends within %s is not marked and nothing is said of it while it may grow, but then',
  async (_, text) => {
    const file = fileOf('half')
    writeFileSync(join(folder, 'half'), text)
    const source = exampleSource('./logs', [])
    const young = exampleDelivery([fileOf('a.json'), { ...file, mayGrow: true }])
    const read = await readArrivals([{ source, delivery: young }], reader(), false)
    expect(read.arrivals).toMatchObject([{ isWhole: false }])
    expect(read.progress[0]?.marks.map(({ name }) => name)).toEqual(['a.json'])
    expect(read.troubles).toEqual([])
    const asItIs = await readArrivals([{ source, delivery: exampleDelivery([file]) }], reader(), false)
    expect(asItIs.arrivals).toMatchObject([{ isWhole: true }])
    expect(asItIs.progress[0]?.marks.map(({ name }) => name)).toEqual(['half'])
    expect(asItIs.troubles.length).toBe(text === accessLine.slice(0, -40) ? 0 : 1)
  },
)

test('an object that AWS does not give comes again', async () => {
  const issue = exampleIssue('aws-unavailable', 'late.json')
  const real = reader()
  const broken: LogReader = {
    ...real,
    read: task =>
      task.file.name === 'late.json'
        ? Promise.resolve({ file: task.file, contents: [], failure: issue, comesAgain: true as const })
        : real.read(task),
  }
  const delivery = exampleDelivery([{ name: 'late.json' }, fileOf('a.json')])
  const batch = await readArrivals([{ source: exampleSource('./logs', []), delivery }], broken, false)
  expect(batch.arrivals[0]?.isWhole).toBe(false)
  expect(batch.progress[0]?.marks.map(({ name }) => name)).toEqual(['a.json'])
  expect(batch.troubles.map(({ issue: { code } }) => code)).toEqual(['aws-unavailable'])
})

test('an object that is gone does not come again', async () => {
  const real = reader()
  const gone: LogReader = {
    ...real,
    read: task =>
      Promise.resolve({ file: task.file, contents: [], failure: exampleIssue('s3-no-such-key', 'gone.json') }),
  }
  const delivery = exampleDelivery([{ name: 'gone.json' }])
  const batch = await readArrivals([{ source: exampleSource('./logs', []), delivery }], gone, false)
  expect(batch.arrivals[0]?.isWhole).toBe(true)
  expect(batch.troubles.map(({ issue: { code } }) => code)).toEqual(['s3-no-such-key'])
})

test('what is no log is marked, so that it is told once', async () => {
  const delivery = exampleDelivery([fileOf('notes.txt')], { refused: [exampleIssue('sqs-test-event')] })
  const batch = await readArrivals([{ source: exampleSource('./logs', []), delivery }], reader(), false)
  expect(batch.arrivals[0]?.isWhole).toBe(true)
  expect(batch.progress[0]?.marks.map(({ name }) => name)).toEqual(['notes.txt'])
  expect(batch.troubles.map(({ issue: { code } }) => code)).toEqual(['sqs-test-event', 'not-a-log'])
})
