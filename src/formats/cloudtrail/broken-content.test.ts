import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type ReadingPlan, readEverything } from '#events'
import { inCloudWatchLogs, readTrail, trailRecord } from '../../../test/fixtures/trail.ts'
import { defaultFormatLimits, readContent } from '../read-content.ts'
import { createCloudTrailReader } from './cloudtrail-reader.ts'

const one = trailRecord('a')
const two = trailRecord('b')
const json = JSON.stringify

const idsIn = (pieces: readonly Uint8Array[]): unknown[] => {
  const ids: unknown[] = []
  const limits = { ...defaultFormatLimits, maxRecordBytes: 1 << 20 }
  const reader = createCloudTrailReader({
    file: 'a',
    plan: readEverything,
    limits,
    sink: ({ raw }) => ids.push(raw.eventID),
  })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return ids
}

test.each(['"\\', '"\\ "x"', '"x":"9"4",\n[]'])('where content is cut changes nothing, even behind %j', stray => {
  const broken = `{"Records":[${json(one)}]${stray}}\n{"Records":[${json(two)}"]}`
  const bytes = Buffer.from(`${broken}\n{"Records":[${json(trailRecord('c'))}]}`)
  const whole = idsIn([bytes])
  expect(whole).toEqual(['a', 'b', 'c'])
  for (let at = 1; at < bytes.length; at++) {
    expect([at, idsIn([bytes.subarray(0, at), bytes.subarray(at)])]).toEqual([at, whole])
  }
})

describe('broken content costs only itself', () => {
  const lines = (...texts: string[]) => texts.join('\n')
  const three = trailRecord('c')

  test.each<[title: string, content: string, ids: string[], rejected: Record<string, number>]>([
    ['a file that is cut', json({ Records: [one, two] }).slice(0, -30), ['a'], { 'truncated-record': 1 }],
    ['a file that is cut between records', `{"Records":[${json(one)},${json(two)}`, ['a', 'b'], {}],
    ['a bracket too many', `[${json(one)}}},${json(two)}]`, ['a', 'b'], { 'unreadable-text': 1 }],
    [
      'an envelope that does not end',
      `[{"aws":{"cloudtrail":${json(one)},${json(two)}]`,
      ['a', 'b'],
      { 'unreadable-text': 1 },
    ],
    ['a line that is no JSON', lines(json(one), '{"eventName":"x",}', json(two)), ['a', 'b'], { 'invalid-json': 1 }],
    ['a line of prose', lines(json(one), 'and then, the "rest"', json(two)), ['a', 'b'], { 'unreadable-text': 2 }],
    ['a line that is cut', lines(json(one), json(three).slice(0, 300), json(two)), ['a', 'b'], { 'invalid-json': 1 }],
    [
      'a line that is cut in a string',
      lines(json(one), json(three).slice(0, 60), json(two)),
      ['a', 'b'],
      { 'invalid-json': 1 },
    ],
    ['the first line is cut', lines(json(three).slice(0, 60), json(one), json(two)), ['a', 'b'], { 'invalid-json': 1 }],
    [
      'a record without its end',
      `{"Records":[${json(one)},${json(three).slice(0, -1)},${json(two)}]}`,
      ['a', 'b'],
      { 'invalid-json': 1 },
    ],
    [
      'a quote too few',
      `{"Records":[${json(one)},${json(three).replace('"GetBucketAcl"', '"GetBucketAcl')},${json(two)}]}`,
      ['a', 'b'],
      { 'invalid-json': 1 },
    ],
    [
      'a comma too few',
      `{"Records":[${json(one)},${json(three).replace(',"eventID"', '"eventID"')},${json(two)}]}`,
      ['a', 'b'],
      { 'invalid-json': 1 },
    ],
    [
      'members that are no objects',
      `{"Records":[null,${json(one)},7,"x",${json(two)},[]]}`,
      ['a', 'b'],
      { 'not-a-cloudtrail-record': 4 },
    ],
    [
      'an object that is no record',
      json({ Records: [one, { eventVersion: '1' }, {}, two] }),
      ['a', 'b'],
      { 'not-a-cloudtrail-record': 2 },
    ],
    [
      'an envelope of garbage',
      json(inCloudWatchLogs(json(one), 'START RequestId: 1', json(two))),
      ['a', 'b'],
      { 'not-a-cloudtrail-record': 1 },
    ],
    [
      'a message that is cut',
      json(inCloudWatchLogs(json(one), json(three).slice(0, 90), json(two))),
      ['a', 'b'],
      { 'truncated-record': 1 },
    ],
  ])('%s', async (_, content, ids, rejected) => {
    const found = await readTrail(content)
    expect(found.ids).toEqual(ids)
    expect(found.account.rejected).toEqual(rejected)
    const counts = Object.values(rejected).reduce((sum, count) => sum + count, 0)
    expect(found.account.received).toBe(ids.length + counts)
    for (const issue of found.account.issues) {
      expect(issue.at).toMatchObject({ file: 'trail.json', offset: expect.any(Number), record: expect.any(Number) })
      expect(issue.message).toMatch(/^[A-Z].*\.$/s)
    }
  })

  test('a cut between records is said, though it costs no record that is known', async () => {
    const { account } = await readTrail(`{"Records":[${json(one)}`)
    expect(account.issues.map(issue => issue.code)).toEqual(['truncated-file'])
  })

  test('what cut the content short comes before what that cost', async () => {
    const issue = { code: 'truncated-gzip', message: 'x', at: { file: 'trail.json' } }
    const { account, ids } = await readTrail(json({ Records: [one, two] }).slice(0, -40), { issue })
    expect(ids).toEqual(['a'])
    expect(account.issues.map(found => found.code)).toEqual(['truncated-gzip', 'truncated-record'])
  })

  test('a place is the byte where the record begins, and its number among those received', async () => {
    const { account } = await readTrail(lines(json(one), '{"eventName":"x",}', json(two)))
    expect(account.issues[0]?.at).toEqual({ file: 'trail.json', offset: json(one).length + 1, record: 2 })
  })
})

describe('limits', () => {
  const large = trailRecord('large', { requestParameters: { text: 'x'.repeat(300_000) } })

  test.each([7_001, 1 << 20])('a record that is too large is skipped, in pieces of %i bytes', async cut => {
    const { account, ids } = await readTrail(json({ Records: [one, large, two] }), {
      limits: { maxRecordBytes: 100_000 },
      cut,
    })
    expect(ids).toEqual(['a', 'b'])
    expect(account.rejected).toEqual({ 'record-too-large': 1 })
    expect(account.issues[0]).toMatchObject({ at: { record: 2 }, message: expect.stringContaining('100000 bytes') })
  })

  test('a record nested too deeply is skipped, and never overflows the stack', async () => {
    const deep = `{"eventID":"deep","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const { account, ids } = await readTrail(`{"Records":[${json(one)},${deep},${json(two)}]}`, { cut: 1 << 16 })
    expect(ids).toEqual(['a', 'b'])
    expect(account.rejected).toEqual({ 'nesting-too-deep': 1 })
  })

  test('text in envelopes in texts is followed only so far', async () => {
    let text = json(one)
    for (let level = 0; level < 12; level++) text = json({ message: text })
    const { account } = await readTrail(text)
    expect(account.rejected).toEqual({ 'nesting-too-deep': 1 })
  })

  test('compressed contents are inflated only so far', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, ' ')).toString('base64')
    const { account } = await readTrail(json({ awslogs: { data: bomb } }), { limits: { maxRecordBytes: 100_000 } })
    expect(account.rejected).toEqual({ 'not-inflated': 1 })
  })

  test('issues are kept up to their limit, and counted beyond', async () => {
    const { account } = await readTrail(`${json(one)}\n${'{"a":}\n'.repeat(50)}`, { limits: { maxIssues: 3 } })
    expect(account.issues).toHaveLength(3)
    expect(account.rejected).toEqual({ 'invalid-json': 50 })
  })

  test('brackets that never close are not read over and over', async () => {
    const { account } = await readTrail('{"eventName":\n'.repeat(200_000), { cut: 1 << 16 })
    expect(account.passed).toBe(0)
    expect(account.received).toBe(Object.values(account.rejected).reduce((sum, count) => sum + count, 0))
  })
})

describe('memory', () => {
  test('stays bounded over a line of any length', async () => {
    const piece = Buffer.from(Array.from({ length: 500 }, (_, index) => json(trailRecord(`${index}`))).join(','))
    const pieces = 1_600
    // What is in use and not what waits to be collected, which other tests in this process have left, too.
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const inUse = () => {
      collect()
      return process.memoryUsage().arrayBuffers
    }
    let most = 0
    function* chunks() {
      yield Buffer.from('{"Records":[')
      for (let index = 0; index < pieces; index++) {
        if (index % 200 === 199) most = Math.max(most, inUse())
        yield index ? Buffer.concat([Buffer.from(','), piece]) : piece
      }
      yield Buffer.from(']}')
    }
    let events = 0
    const before = inUse()
    const plan: ReadingPlan = { ...readEverything, depthOf: () => 'skip' }
    const account = await readContent(
      { name: 'x', chunks: chunks(), issue: () => undefined },
      plan,
      defaultFormatLimits,
      () => events++,
    )
    expect(account).toMatchObject({ received: 500 * pieces, notNeeded: 500 * pieces })
    expect(most - before).toBeLessThan((piece.length * pieces) / 4)
  })
})
