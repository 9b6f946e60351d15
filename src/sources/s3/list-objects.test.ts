import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  countedRequests,
  type Emulator,
  type FaultProxy,
  inTurn,
  startEmulator,
  startFaultProxy,
} from '../../../test/fixtures/emulator/index.ts'
import { defaultSourceLimits, type FoundFiles, listFiles } from '../index.ts'
import { everyKey, type KeyScope } from './key-scope.ts'

let emulator: Emulator
let proxy: FaultProxy

const trail = 'amzn-s3-demo-trail'
const access = 'amzn-s3-demo-access'
const busy = 'amzn-s3-demo-busy'

const [first, second] = ['111122223333', '444455556666']
const at = (text: string): number => Date.parse(`${text}Z`)

/** As CloudTrail names a file. */
const trailKey = (account: string, region: string, day: string, name: string, log = 'CloudTrail'): string =>
  `AWSLogs/o-exampleorg01/${account}/${log}/${region}/${day}/${account}_${log}_${region}_${name}.json.gz`

const flatKey = (prefix: string, day: string, number: number): string =>
  `${prefix}${day}-00-00-00-${number.toString(16).toUpperCase().padStart(16, '0')}`

async function fill(bucket: string, keys: readonly string[]): Promise<void> {
  await emulator.createBucket(bucket)
  await emulator.seed(bucket, keys)
}

const days = Array.from({ length: 30 }, (_, day) => `2026/11/${String(day + 1).padStart(2, '0')}`)

beforeAll(async () => {
  emulator = await startEmulator()
  await fill(trail, [
    ...[first, second].flatMap(account =>
      ['eu-west-1', 'us-east-1'].flatMap(region => days.map(day => trailKey(account, region, day, 'a'))),
    ),
    trailKey(first, 'us-east-1', '2026/11/03', 'a', 'CloudTrail-Digest'),
    trailKey(first, 'us-east-1', '2026/11/03', 'a', 'CloudTrail-Insight'),
    'AWSLogs/111122223333/Config/us-east-1/2026/11/3/ConfigHistory/a.json.gz',
    'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/03/a single account.json.gz',
  ])
  await emulator.put(trail, 'AWSLogs/o-exampleorg01/', '') // as the console makes a folder
  await fill(access, [
    ...days.map((day, index) => flatKey('reports-', day.replaceAll('/', '-'), index)),
    ...days.map((day, index) => flatKey('website-', day.replaceAll('/', '-'), index)),
    ...days.map(day => `by-date/${first}/eu-west-1/reports/${day}/${flatKey('', day.replaceAll('/', '-'), 1)}`),
    `by-date/${second}/eu-west-1/reports/2026/11/03/${flatKey('', '2026-11-03', 1)}`,
    'notes/read+me %41.txt',
  ])
  await fill(
    busy,
    Array.from({ length: 2_500 }, (_, index) =>
      flatKey('log-', `2026-11-${String((index % 25) + 1).padStart(2, '0')}`, index),
    ),
  )
})
afterAll(() => emulator.close())
beforeEach(async () => {
  proxy = await startFaultProxy(emulator.endpoint)
  for (const [name, value] of Object.entries(emulator.environment(proxy.endpoint))) vi.stubEnv(name, value)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await proxy.close()
})

async function list(url: string, scope: Partial<KeyScope> = {}): Promise<FoundFiles & { names: string[] }> {
  const before = proxy.requests.length
  const found = await listFiles([url], { limits: defaultSourceLimits, scope: { ...everyKey, ...scope } })
  expect(found.requests).toBe(proxy.requests.length - before)
  return { ...found, files: found.files, names: found.files.map(({ name }) => name) }
}

const asked = (): string[] =>
  proxy.requests
    .map(({ url }) => new URL(url, 'http://x').searchParams)
    .map(query =>
      `${query.get('prefix')}${query.has('delimiter') ? '*' : '**'} ${query.get('start-after') ?? ''}`.trim(),
    )

describe('a trail', countedRequests, () => {
  test('is listed in the order of keys, without digests, insights and logs of other services', async () => {
    const { files, names, leftOut, issues } = await list(`s3://${trail}`)
    expect(names).toHaveLength(121)
    expect(names).toEqual(names.toSorted())
    expect(names[0]).toBe(`s3://${trail}/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/03/a single account.json.gz`)
    expect(files[0]).toEqual({
      name: names[0],
      size: Buffer.byteLength(names[0]?.slice(`s3://${trail}/`.length) ?? ''),
      object: {
        bucket: trail,
        key: names[0]?.slice(`s3://${trail}/`.length),
        size: expect.any(Number),
        etag: expect.stringMatching(/^".+"$/),
      },
    })
    expect(issues).toEqual([])
    expect([...leftOut.keys()].sort()).toEqual([
      'CloudTrail Insights: unusual rates and no calls',
      'digests: they sign logs and hold no events',
      'logs of other services',
    ])
  })

  test('of an account and a region is asked for there only', async () => {
    const { names } = await list(`s3://${trail}/AWSLogs/o-exampleorg01/`, { accounts: [first], regions: ['eu-west-1'] })
    expect(names).toHaveLength(30)
    expect(asked()).toEqual([
      'AWSLogs/o-exampleorg01/*',
      `AWSLogs/o-exampleorg01/${first}/*`,
      `AWSLogs/o-exampleorg01/${first}/CloudTrail/*`,
      `AWSLogs/o-exampleorg01/${first}/CloudTrail/eu-west-1/**`,
    ])
  })

  test('of some days is asked for from the first of them, and a day more for what is delivered late', async () => {
    const prefix = `AWSLogs/o-exampleorg01/${first}/CloudTrail/eu-west-1/`
    const { names } = await list(`s3://${trail}/${prefix}`, {
      from: at('2026-11-10T06:00'),
      to: at('2026-11-12T00:00'),
    })
    expect(asked()).toEqual([`${prefix}** ${prefix}2026/11/10`])
    expect(names.map(name => /2026\/11\/(\d\d)/.exec(name)?.[1])).toEqual(['10', '11', '12', '13'])
  })

  test('is found from any prefix on, complete or not', async () => {
    const base = `s3://${trail}/AWSLogs/o-exampleorg01/`
    expect((await list(`${base}${first}/CloudTrail/eu-west-1/2026/11/0`)).names).toHaveLength(9)
  })

  test('that is listed in part says which part is missing, and why', async () => {
    proxy.injects(({ url }) =>
      url.includes('us-east-1') ? { kind: 'refuse', status: 403, code: 'AccessDenied' } : undefined,
    )
    const { names, issues } = await list(`s3://${trail}/AWSLogs/o-exampleorg01/`)
    expect(names).toHaveLength(60)
    expect(issues.map(({ code, at: { file } }) => `${code} ${file.slice(-11)}`)).toEqual([
      'aws-access-denied /us-east-1/',
      'aws-access-denied /us-east-1/',
    ])
    expect(issues[0]?.expected).toBe(`s3:ListBucket on arn:aws:s3:::${trail}`)
  })

  test('is listed although AWS is busy', async () => {
    const slowDown = { kind: 'refuse', status: 503, code: 'SlowDown' } as const
    proxy.injects(inTurn([slowDown, slowDown, { kind: 'reset' }], () => true))
    expect((await list(`s3://${trail}`)).names).toHaveLength(121)
  })
})

describe('access logs', countedRequests, () => {
  test('of several buckets side by side are found, whatever their prefix', async () => {
    expect((await list(`s3://${access}`)).names).toHaveLength(92)
    expect((await list(`s3://${access}/website-`)).names).toHaveLength(30)
  })

  test('in folders by account, region, bucket and date are pruned by all of them', async () => {
    const { names } = await list(`s3://${access}/by-date/`, {
      accounts: [first],
      regions: ['eu-west-1'],
      from: at('2026-11-28T00:00'),
    })
    expect(names).toHaveLength(4)
    expect(asked().at(-1)).toBe(`by-date/${first}/eu-west-1/reports/** by-date/${first}/eu-west-1/reports/2026/11/27`)
  })

  test('of some days among many are found without listing the others', async () => {
    const { names } = await list(`s3://${busy}`, { from: at('2026-11-12T12:00'), to: at('2026-11-13T00:00') })
    expect(names).toHaveLength(3 * 100)
    // The first page, the page from the day on, and a look behind the last day.
    expect(proxy.requests).toHaveLength(3)
  })

  test('without dates to go by take a request for each thousand', async () => {
    expect((await list(`s3://${busy}`)).names).toHaveLength(2_500)
    expect(proxy.requests).toHaveLength(3)
  })
})

test('keys come as they are, however they are written', async () => {
  expect((await list(`s3://${access}/notes`)).names).toEqual([`s3://${access}/notes/read+me %41.txt`])
})

test.each([
  ['s3://', 's3-bad-url'],
  ['s3:///logs', 's3-bad-url'],
  [`s3://${trail}/nothing/here`, 's3-no-objects'],
  ['s3://amzn-s3-demo-absent/', 's3-no-bucket'],
])('%s is refused as %s', async (url, code) => {
  expect((await list(url)).issues.map(issue => issue.code)).toEqual([code])
})
