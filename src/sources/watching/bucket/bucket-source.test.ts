import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  countedRequests,
  type Emulator,
  type FaultProxy,
  inTurn,
  type ProxiedRequest,
  startEmulator,
  startFaultProxy,
} from '../../../../test/fixtures/emulator/index.ts'
import { SourceFailure } from '../delivery.ts'
import { Deliveries } from '../testing/deliveries.ts'
import { type WatchSettings, watchedSource } from '../watched-source.ts'

const hour = 3_600_000
const day = 24 * hour

let emulator: Emulator
let proxy: FaultProxy
let bucket: string
let number = 0
let open: Deliveries[] = []

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
beforeEach(async () => {
  proxy = await startFaultProxy(emulator.endpoint)
  for (const [name, value] of Object.entries(emulator.environment(proxy.endpoint))) vi.stubEnv(name, value)
  number += 1
  bucket = `amzn-s3-demo-watched-${number}`
  await emulator.createBucket(bucket)
})
afterEach(async () => {
  for (const deliveries of open) await deliveries.close()
  open = []
  vi.unstubAllEnvs()
  await proxy.close()
})

/** A key of a trail, of so many milliseconds ago by its date. */
function keyOf(name: string, ago = 0, region = 'us-east-1'): string {
  const date = new Date(Date.now() - ago).toISOString().slice(0, 10).replaceAll('-', '/')
  return `AWSLogs/111122223333/CloudTrail/${region}/${date}/${name}.json.gz`
}

const put = (...keys: string[]): Promise<void> => emulator.seed(bucket, keys)

interface Before {
  readonly read?: ReadonlySet<string>
  /** By default it was watched until now. */
  readonly positions?: Map<string, string>
}

function watch(settings: WatchSettings = {}, { read, positions }: Before = {}): Deliveries {
  const source = watchedSource(`s3://${bucket}/`, { every: 50, ...settings })
  if (!source.ok) throw new Error('the address is one')
  const deliveries = new Deliveries(source.value, read, positions ?? new Map([['', new Date().toISOString()]]))
  open.push(deliveries)
  return deliveries
}

const keys = (names: readonly string[]): string[] => names.map(name => name.slice(`s3://${bucket}/`.length))
const lists = ({ url }: ProxiedRequest): boolean => url.includes('list-type=2')
const listsRegion = (request: ProxiedRequest): boolean => lists(request) && request.url.includes('us-east-1')

describe('a watched bucket', () => {
  test('gives what is there, and then what comes, each once', async () => {
    await put(keyOf('a'), keyOf('b'))
    const deliveries = watch()
    expect(keys(await deliveries.files(2))).toEqual([keyOf('a'), keyOf('b')])
    await put(keyOf('c'))
    expect(keys(await deliveries.files(1))).toEqual([keyOf('c')])
    expect(await deliveries.idle(300)).toEqual([])
  })

  test('finds what comes late and out of order, as long as it is within the look-back', async () => {
    await put(keyOf('m'))
    const deliveries = watch({ lookBack: 3 * day })
    await deliveries.files(1)
    await put(keyOf('a-before'), keyOf('z-after'))
    expect(keys(await deliveries.files(2)).sort()).toEqual([keyOf('a-before'), keyOf('z-after')].sort())
    await deliveries.close()
    // Of another day, and put there while nobody watched.
    await put(keyOf('late', 2 * day))
    const [last] = deliveries.all.slice(-1)
    const read = new Set(deliveries.all.flatMap(({ files }) => files.map(({ mark }) => `${mark.name} ${mark.version}`)))
    const again = watch({ lookBack: 3 * day }, { read, positions: new Map(last?.positions) })
    expect(keys(await again.files(1))).toEqual([keyOf('late', 2 * day)])
    expect(await again.idle(200)).toEqual([])
  })

  test('that is watched for the first time is read from the look-back on, and listed from there', async () => {
    await put(keyOf('old', 9 * day), keyOf('new', 1 * hour))
    const deliveries = watch({ lookBack: day }, { positions: new Map() })
    const [beginning] = await deliveries.next()
    expect(Date.parse(beginning?.positions.get('') ?? '')).toBeGreaterThan(Date.now() - 60_000)
    expect(keys(await deliveries.files(1))).toEqual([keyOf('new', 1 * hour)])
    expect(await deliveries.idle(200)).toEqual([])
    const first = proxy.requests.find(listsRegion)
    const from = new Date(Date.now() - day - hour).toISOString().slice(0, 10).replaceAll('-', '/')
    expect(decodeURIComponent(first?.url ?? '')).toContain(
      `start-after=AWSLogs/111122223333/CloudTrail/us-east-1/${from}`,
    )
  })

  test('that was not watched for long is read from where it was left', async () => {
    await put(keyOf('while-away', 9 * day), keyOf('new'))
    const positions = new Map([['', new Date(Date.now() - 10 * day).toISOString()]])
    const deliveries = watch({ lookBack: day }, { positions })
    expect(keys(await deliveries.files(2)).sort()).toEqual([keyOf('while-away', 9 * day), keyOf('new')].sort())
  })

  test('gives what was given back again, by itself', async () => {
    await put(keyOf('a'), keyOf('b'))
    const deliveries = watch()
    const [first] = await deliveries.some(2)
    await first?.giveBack()
    const again = await deliveries.some(2)
    expect(again.map(({ files }) => files.length)).toEqual([1, 1])
  })

  test('writes down no position beyond what is not read yet', async () => {
    const one = keyOf('1')
    await put(one)
    const deliveries = watch()
    const [first] = await deliveries.some(1)
    await deliveries.idle(50)
    await put(keyOf('2'))
    const [second] = await deliveries.some(1)
    const [oldest, newest] = [first, second].map(delivery => delivery?.files[0]?.mark.time ?? 0)
    const part = one.slice(0, one.indexOf('us-east-1') + 10)
    expect(Date.parse(second?.positions.get(part) ?? '')).toBe(oldest)
    await first?.settle()
    expect(Date.parse(second?.positions.get(part) ?? '')).toBe(newest)
  })

  test('gives a key again when there is another object under it', async () => {
    await put(keyOf('a'))
    const deliveries = watch()
    await deliveries.files(1)
    await emulator.put(bucket, keyOf('a'), 'other content')
    expect(keys(await deliveries.files(1))).toEqual([keyOf('a')])
  })

  test('of a large backlog gives batches, and waits with the rest until some are read', async () => {
    await put(...Array.from({ length: 200 }, (_, index) => keyOf(String(index).padStart(4, '0'))))
    const sizes = (await watch().some(200)).map(({ files }) => files.length)
    expect(sizes).toEqual([64, 64, 64, 8])
  })

  test('is asked for some accounts and regions only, if it is told', async () => {
    await put(keyOf('a', 0, 'eu-west-1'), keyOf('b'))
    const deliveries = watch({ regions: ['eu-west-1'] })
    expect(keys(await deliveries.files(1))).toEqual([keyOf('a', 0, 'eu-west-1')])
    await deliveries.idle(150)
    expect(proxy.requests.some(listsRegion)).toBe(false)
  })
})

describe('trouble', countedRequests, () => {
  const slowDown = { kind: 'refuse', status: 503, code: 'SlowDown' } as const
  const denied = { kind: 'refuse', status: 403, code: 'AccessDenied' } as const

  test('of a request is not even told', async () => {
    await put(keyOf('a'))
    proxy.injects(inTurn([slowDown, { kind: 'reset' }, slowDown], lists))
    const deliveries = watch()
    expect(await deliveries.files(1)).toHaveLength(1)
    expect(deliveries.reported).toEqual([])
  })

  test('with one part is told once and does not hold up the others', async () => {
    await put(keyOf('a'), keyOf('b', 0, 'eu-west-1'))
    proxy.injects(request => (listsRegion(request) ? denied : undefined))
    const deliveries = watch()
    expect(keys(await deliveries.files(1))).toEqual([keyOf('b', 0, 'eu-west-1')])
    await deliveries.idle(300)
    expect(deliveries.reported.map(({ code }) => code)).toEqual(['aws-access-denied'])
    proxy.injects(() => undefined)
    expect(keys(await deliveries.files(1))).toEqual([keyOf('a')])
  })

  test('that is over is followed by a look at all days, since anything may have come meanwhile', async () => {
    await put(keyOf('a'))
    const deliveries = watch({ lookBack: 3 * day })
    expect(keys(await deliveries.files(1))).toEqual([keyOf('a')])
    proxy.injects(() => ({ kind: 'refuse', status: 404, code: 'NoSuchBucket' }))
    await deliveries.report('s3-no-bucket')
    await put(keyOf('b', 2 * day))
    proxy.injects(() => undefined)
    expect(keys(await deliveries.files(1))).toEqual([keyOf('b', 2 * day)])
  })

  test.each([
    ['a permission is missing', 403, 'AccessDenied', 'aws-access-denied'],
    ['the bucket is gone', 404, 'NoSuchBucket', 's3-no-bucket'],
  ])('when %s is told, waited for, and ends the watch after the stated time', async (_, status, code, expected) => {
    proxy.injects(() => ({ kind: 'refuse', status, code }))
    const deliveries = watch({ patience: 1_200 })
    const failure = await deliveries.end()
    expect(failure).toBeInstanceOf(SourceFailure)
    expect((failure as SourceFailure).issue.code).toBe(expected)
    expect(deliveries.reported.map(issue => issue.code)).toEqual([expected])
  })

  test('an abort ends the watch at once, also while it lists', async () => {
    proxy.injects(() => ({ kind: 'slow', pieces: 100, every: 100 }))
    const deliveries = watch()
    await deliveries.idle(150)
    const began = performance.now()
    await deliveries.close()
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

test('an address without a bucket is refused', () => {
  expect(watchedSource('s3://')).toMatchObject({ ok: false, issues: [{ code: 's3-bad-url' }] })
})
