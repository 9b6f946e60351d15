import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  countedRequests,
  type Emulator,
  type Fault,
  type FaultProxy,
  inTurn,
  type ProxiedRequest,
  startEmulator,
  startFaultProxy,
} from '../../../test/fixtures/emulator/index.ts'
import { defaultSourceLimits, FetchFailure, fetchAhead, type LogFile, openContents } from '../index.ts'
import type { ObjectPlace } from '../log-file.ts'
import { bytesOfObject, fetchBeginning, partBytes } from './object-parts.ts'

const bucket = 'amzn-s3-demo-logs'
const quick = { attempts: 4, first: 5, longest: 20, silence: 120_000 }
const slowDown: Fault = { kind: 'refuse', status: 503, code: 'SlowDown' }

let emulator: Emulator
let proxy: FaultProxy

beforeAll(async () => {
  emulator = await startEmulator()
  await emulator.createBucket(bucket)
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

const isResumed = (range: string): boolean => Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0) % partBytes !== 0

const gets = ({ method }: ProxiedRequest): boolean => method === 'GET'

async function put(key: string, body: string | Uint8Array): Promise<ObjectPlace> {
  return { bucket, key, etag: await emulator.put(bucket, key, body), size: Buffer.byteLength(body) }
}

async function all(place: ObjectPlace, policy = quick): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const beginning = await fetchBeginning(place, policy)
  for await (const piece of bytesOfObject(place, beginning, policy).open()) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function failureOf(place: ObjectPlace): Promise<FetchFailure> {
  try {
    await all(place)
  } catch (error) {
    if (error instanceof FetchFailure) return error
    throw error
  }
  throw new Error('it was fetched')
}

async function open(object: ObjectPlace): Promise<{ text: string; issue: string | undefined }> {
  const file: LogFile = { name: `s3://${object.bucket}/${object.key}`, object }
  let text = ''
  let issue: string | undefined
  for await (const content of openContents(file, defaultSourceLimits)) {
    for await (const chunk of content.chunks) text += Buffer.from(chunk).toString('utf8')
    issue = content.issue()?.code
  }
  return { text, issue }
}

describe('an object', countedRequests, () => {
  test('is fetched in one request when it is small, unpacked, and named as it was asked for', async () => {
    const place = await put('a b/ü+1.json.gz', gzipSync('{"Records":[]}'))
    expect(await open(place)).toEqual({ text: '{"Records":[]}', issue: undefined })
    expect(proxy.requests).toHaveLength(1)
  })

  test('may be empty, and may be told of without its size and tag', async () => {
    await put('empty', '')
    expect(await all({ bucket, key: 'empty' })).toHaveLength(0)
    await put('text', 'text')
    expect((await all({ bucket, key: 'text' })).toString('utf8')).toBe('text')
  })

  const large = randomBytes(3 * partBytes + 12_345)

  test.each([
    ['of a size that is known', (place: ObjectPlace) => place, `bytes=0-${partBytes - 1}`],
    ['of a size that nobody told', ({ key }: ObjectPlace) => ({ bucket, key }), ''],
  ])('that is large, %s, is fetched in parts, several at once, and put together in order', async (_, told, first) => {
    const place = await put('large', large)
    expect((await all(told(place))).equals(large)).toBe(true)
    // On a busy machine a part may break off and be resumed.
    expect(new Set(proxy.requests.map(({ range }) => range).filter(range => !isResumed(range)))).toEqual(
      new Set([
        first,
        `bytes=${partBytes}-${2 * partBytes - 1}`,
        `bytes=${2 * partBytes}-${3 * partBytes - 1}`,
        `bytes=${3 * partBytes}-${large.length - 1}`,
      ]),
    )
  })

  test('that is large and packed is read to its end', async () => {
    const text = randomBytes(partBytes).toString('hex')
    expect((await open(await put('large.gz', gzipSync(text)))).text === text).toBe(true)
  })

  test('is not fetched further than it is read', async () => {
    const place = await put('large', large)
    const beginning = await fetchBeginning(place, quick)
    for await (const piece of bytesOfObject(place, beginning, quick).open()) {
      expect(piece).toHaveLength(partBytes)
      break
    }
    expect(proxy.requests).toHaveLength(1)
  })

  test('is fetched ahead, with others at the same time, and once', async () => {
    const files: LogFile[] = []
    for (let number = 0; number < 30; number++) {
      files.push({ name: String(number), object: await put(`${number}.log`, `line ${number}\n`) })
    }
    proxy.injects(() => ({ kind: 'slow', pieces: 1, every: 300 }))
    const began = performance.now()
    for (const [index, file] of files.entries()) {
      fetchAhead(files.slice(index))
      for await (const content of openContents(file, defaultSourceLimits)) {
        for await (const chunk of content.chunks) expect(String(chunk)).toBe(`line ${index}\n`)
      }
    }
    expect(new Set(proxy.requests.map(({ url }) => url)).size).toBe(30)
    expect(proxy.requests.length).toBeLessThan(2 * 30)
    expect(performance.now() - began).toBeLessThan(30 * 300)
  })
})

describe('a connection that fails', countedRequests, () => {
  const content = randomBytes(100_000)

  test.each<[string, Fault[]]>([
    ['throttling', [slowDown, { kind: 'refuse', status: 429, code: 'TooManyRequests' }]],
    ['errors of the service', [{ kind: 'refuse', status: 500, code: 'InternalError' }]],
    ['resets', [{ kind: 'reset' }, { kind: 'reset' }, { kind: 'reset' }]],
    ['answers that break off', [1, 30_000, 20_000, 7, 40_000].map(after => ({ kind: 'truncate' as const, after }))],
  ])('is survived: %s', async (_, faults) => {
    const place = await put('a.bin', content)
    proxy.injects(inTurn(faults, gets))
    expect((await all(place)).equals(content)).toBe(true)
    expect(proxy.requests).toHaveLength(faults.length + 1)
  })

  test('is survived: silence in the middle', async () => {
    const place = await put('a.bin', content)
    proxy.injects(inTurn([{ kind: 'stall', after: 10_000 }], gets))
    expect((await all(place, { ...quick, silence: 2_000 })).equals(content)).toBe(true)
    expect(proxy.requests.length).toBeGreaterThan(1)
  })

  test('is resumed where it stopped', async () => {
    const place = await put('a.bin', content)
    proxy.injects(inTurn([{ kind: 'truncate', after: 60_000 }], gets))
    expect((await all(place)).equals(content)).toBe(true)
    // What was on its way when the connection broke may be lost with it.
    const [whole, rest] = proxy.requests.map(({ range }) => range)
    expect([whole, rest]).toEqual(['', expect.stringMatching(/^bytes=[1-6]\d{3,4}-99999$/)])
  })

  test('in one part of a large object costs that part only', async () => {
    const large = randomBytes(2 * partBytes + 1)
    const place = await put('large.bin', large)
    proxy.injects(
      inTurn([{ kind: 'truncate', after: 1_000_000 }], ({ range }) => range.startsWith(`bytes=${partBytes}-`)),
    )
    expect((await all(place)).equals(large)).toBe(true)
    // Three parts and the rest of one; on a busy machine another may fall silent and be resumed, too.
    expect(proxy.requests.length).toBeGreaterThanOrEqual(4)
    expect(proxy.requests.length).toBeLessThanOrEqual(6)
  })

  test('is slow and good', async () => {
    const place = await put('a.bin', content)
    proxy.injects(() => ({ kind: 'slow', pieces: 5, every: 50 }))
    expect((await all(place)).equals(content)).toBe(true)
  })

  test('is given up after the stated number of attempts, and the object has to come again', async () => {
    const place = await put('a.bin', content)
    proxy.injects(() => slowDown)
    expect(await failureOf(place)).toMatchObject({ comesAgain: true, issue: { code: 'aws-unavailable' } })
    expect(proxy.requests).toHaveLength(quick.attempts)
  })

  test('ends, even if each attempt brings a byte', async () => {
    const place = await put('a.bin', content)
    proxy.injects(() => ({ kind: 'truncate', after: 1 }))
    expect(await failureOf(place)).toMatchObject({ comesAgain: true, issue: { code: 'aws-unavailable' } })
  })

  test('in the midst of a log throws out of its chunks: half a log is never taken for all of it', async () => {
    const lines = randomBytes(partBytes).toString('hex')
    const place = await put('large.log', lines)
    proxy.injects(({ range }) =>
      range.startsWith('bytes=0-') ? undefined : { kind: 'refuse', status: 403, code: 'AccessDenied' },
    )
    await expect(open(place)).rejects.toThrow(FetchFailure)
  })
})

describe('an object that is other than it was told', countedRequests, () => {
  test('is read as it is now', async () => {
    const place = await put('a.log', 'before')
    await put('a.log', 'after')
    expect((await all(place)).toString('utf8')).toBe('after')
  })

  test('is not put together from two versions', async () => {
    const place = await put('large.bin', randomBytes(partBytes + 10))
    const beginning = await fetchBeginning(place, quick)
    await put('large.bin', randomBytes(partBytes + 10))
    const rest = async () => {
      for await (const piece of bytesOfObject(place, beginning, quick).open()) expect(piece.length).toBe(partBytes)
    }
    await expect(rest()).rejects.toMatchObject({ comesAgain: true, issue: { code: 's3-object-changed' } })
  })

  test('and is gone does not come again; of a bucket that is gone it does, since that may be a wrong endpoint', async () => {
    expect(await failureOf({ bucket, key: 'gone' })).toMatchObject({
      comesAgain: false,
      issue: { code: 's3-no-object' },
    })
    expect(await failureOf({ bucket: 'amzn-s3-demo-gone', key: 'a' })).toMatchObject({
      comesAgain: true,
      issue: { code: 's3-no-bucket' },
    })
  })

  test('that is damaged is read as far as it is good, and does not throw', async () => {
    const packed = gzipSync('line\n'.repeat(1000))
    const place = await put('cut.log.gz', packed.subarray(0, packed.length - 12))
    const { text, issue } = await open(place)
    expect(text.length).toBeGreaterThan(3_000)
    expect(issue).toBe('truncated-gzip')
  })
})

describe('a refusal', countedRequests, () => {
  const refuse = (code: string, message: string, status = 403): void =>
    proxy.injects(() => ({ kind: 'refuse', status, code, message }))

  test('says which permission is missing', async () => {
    refuse('AccessDenied', 'Access Denied')
    const { issue, comesAgain } = await failureOf(await put('a', 'a'))
    expect(issue).toMatchObject({ code: 'aws-access-denied', expected: `s3:GetObject on arn:aws:s3:::${bucket}/a` })
    expect(comesAgain).toBe(true)
    expect(proxy.requests).toHaveLength(1)
  })

  test('says which key may not be used', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    refuse('AccessDenied', `User: x is not authorized to perform: kms:Decrypt on resource: ${key} because no policy`)
    const { issue } = await failureOf(await put('a', 'a'))
    expect(issue).toMatchObject({ code: 'kms-access-denied', expected: `kms:Decrypt on ${key}` })
  })

  test.each([
    ['KMS.DisabledException', 400, 'kms-key-unusable'],
    ['InvalidObjectState', 403, 's3-archived'],
    ['ExpiredToken', 400, 'aws-credentials-refused'],
    ['InvalidAccessKeyId', 403, 'aws-credentials-refused'],
    ['MethodNotAllowed', 405, 'aws-refused'],
    ['AccessDenied', 403, 'aws-credentials-refused', 'User: x is not authorized to perform: sts:AssumeRole on y'],
  ])('%s is told in words', async (code, status, expected, message = 'as AWS says it') => {
    refuse(code, message, status)
    expect((await failureOf(await put('a', 'a'))).issue.code).toBe(expected)
  })

  test('without credentials, or without a region, says what to set', async () => {
    const place = await put('a', 'a')
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere')
    // Clients are kept per region, and keep their credentials.
    expect((await failureOf({ ...place, region: 'eu-west-3' })).issue.code).toBe('aws-no-credentials')
    vi.stubEnv('AWS_REGION', undefined)
    vi.stubEnv('AWS_ENDPOINT_URL', `${proxy.endpoint}/`)
    expect((await failureOf(place)).issue.code).toBe('aws-no-region')
  })
})

test('an endpoint that speaks no TLS, or is none, is told of, and no bug', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', proxy.endpoint.replace('http:', 'https:'))
  expect((await failureOf({ bucket, key: 'a' })).issue.code).toBe('aws-no-tls')
  vi.stubEnv('AWS_ENDPOINT_URL', 'nonsense')
  expect((await failureOf({ bucket, key: 'a' })).issue.code).toBe('aws-unreachable')
})
