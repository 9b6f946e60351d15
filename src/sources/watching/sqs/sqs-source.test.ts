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
import { created, fromEventBridge, throughSns } from './testing/notifications.ts'

let emulator: Emulator
let proxy: FaultProxy
let queue: string
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
  queue = await emulator.createQueue(`logs-${number}`)
})
afterEach(async () => {
  for (const deliveries of open) await deliveries.close()
  open = []
  vi.unstubAllEnvs()
  await proxy.close()
})

const addressOf = (url: string): string => `sqs+${url}`

function watch(settings: WatchSettings = {}, read: ReadonlySet<string> = new Set()): Deliveries {
  const source = watchedSource(addressOf(queue), settings)
  if (!source.ok) throw new Error('the address is one')
  const deliveries = new Deliveries(source.value, read)
  open.push(deliveries)
  return deliveries
}

const asks =
  (what: string) =>
  ({ target }: ProxiedRequest): boolean =>
    target === `AmazonSQS.${what}`
const send = (...bodies: string[]): Promise<unknown> => Promise.all(bodies.map(body => emulator.send(queue, body)))

/** Bounded, since a deletion is on its way when the delivery is settled. */
async function expectDepth(waiting: number, inFlight: number): Promise<void> {
  await vi.waitFor(async () => expect(await emulator.depth(queue)).toEqual({ waiting, inFlight }), 30_000)
}

describe('a queue', () => {
  test('delivers the objects of its messages, and loses them only when they are settled', async () => {
    await send(created('AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/a.json.gz'))
    const [delivery] = await watch().some(1)
    expect(delivery?.files).toEqual([
      {
        file: {
          name: 's3://amzn-s3-demo-logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/a.json.gz',
          size: 1024,
          object: {
            bucket: 'amzn-s3-demo-logs',
            key: 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/a.json.gz',
            etag: '"d41d8cd98f00b204e9800998ecf8427e"',
            size: 1024,
            region: 'eu-west-1',
          },
        },
        mark: {
          name: 'amzn-s3-demo-logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/a.json.gz',
          version: 'd41d8cd98f00b204e9800998ecf8427e',
          time: Date.parse('2026-11-24T10:00:00.000Z'),
        },
        arrived: Date.parse('2026-11-24T10:00:00.000Z'),
      },
    ])
    await expectDepth(0, 1)
    await delivery?.settle()
    await expectDepth(0, 0)
  })

  test('is waited on, so that a message is there as soon as it comes', async () => {
    const deliveries = watch()
    await deliveries.idle(300)
    await send(created('a.json'))
    expect(await deliveries.files(1)).toEqual(['s3://amzn-s3-demo-logs/a.json'])
    expect(proxy.requests.filter(asks('ReceiveMessage')).length).toBeLessThan(4)
  })

  test('gets back what could not be read, and it comes again', async () => {
    await send(created('a.json'))
    const deliveries = watch()
    const [first] = await deliveries.some(1)
    await first?.giveBack()
    await expectDepth(0, 1) // hidden for some seconds
    const hidden = proxy.requests.find(asks('ChangeMessageVisibilityBatch'))
    expect(hidden?.body).toContain('"VisibilityTimeout":5')
    expect(await deliveries.files(1)).toEqual(['s3://amzn-s3-demo-logs/a.json'])
  })

  test('gets everything back at once when the watch ends', async () => {
    await send(...Array.from({ length: 5 }, (_, index) => created(`${index}.json`)))
    const deliveries = watch()
    const given = await deliveries.some(5)
    await deliveries.close()
    await Promise.all(given.map(delivery => delivery.giveBack()))
    await expectDepth(5, 0)
  })

  test('deletes a message whose objects were all read before without reading them again', async () => {
    await send(created('a.json'))
    const deliveries = watch({}, new Set(['amzn-s3-demo-logs/a.json d41d8cd98f00b204e9800998ecf8427e']))
    await expectDepth(0, 0)
    expect(deliveries.all).toEqual([])
  })

  test('gives no more than can be worked on at once', async () => {
    await send(...Array.from({ length: 40 }, (_, index) => created(`${index}.json`)))
    const deliveries = watch({ inFlight: 10 })
    const first = await deliveries.some(10)
    await deliveries.idle(300)
    expect(deliveries.all.length).toBeLessThan(20)
    await Promise.all(first.map(delivery => delivery.settle()))
    await deliveries.some(1)
    expect(deliveries.all.length).toBeGreaterThan(10)
  })

  test('deletes in batches', async () => {
    await send(...Array.from({ length: 20 }, (_, index) => created(`${index}.json`)))
    const given = await watch().some(20)
    await Promise.all(given.map(delivery => delivery.settle()))
    await expectDepth(0, 0)
    expect(proxy.requests.filter(asks('DeleteMessageBatch'))).toHaveLength(2)
  })

  test('is shared by several: each message is worked on by one', async () => {
    await send(...Array.from({ length: 30 }, (_, index) => created(`${index}.json`)))
    const both = [watch({ inFlight: 5 }), watch({ inFlight: 5 })]
    const seen: string[] = []
    await vi.waitFor(async () => {
      for (const deliveries of both) {
        for (const delivery of deliveries.all.splice(0)) {
          seen.push(...delivery.files.map(({ mark }) => mark.name))
          await delivery.settle()
        }
      }
      expect(seen.length).toBeGreaterThanOrEqual(30)
    }, 60_000)
    expect(new Set(seen).size).toBe(30)
    expect(seen).toHaveLength(30)
    await expectDepth(0, 0)
  })
})

describe('a message', countedRequests, () => {
  test.each([
    ['from S3', created('logs/a+b%C3%BC%2B.json')],
    ['from S3 through SNS', throughSns(created('logs/a+b%C3%BC%2B.json'))],
    ['from EventBridge, whose keys are not encoded', fromEventBridge('logs/a bü+.json')],
    ['from CloudTrail through SNS', throughSns('{"s3Bucket":"amzn-s3-demo-logs","s3ObjectKey":["logs/a bü+.json"]}')],
  ])('%s tells of an object', async (_, body) => {
    await send(body)
    expect(await watch().files(1)).toEqual(['s3://amzn-s3-demo-logs/logs/a bü+.json'])
  })

  test('with several records tells of several', async () => {
    const [one, two] = [created('1.json'), created('2.json')].map(body => JSON.parse(body) as { Records: unknown[] })
    await send(JSON.stringify({ Records: [...(one?.Records ?? []), ...(two?.Records ?? [])] }))
    const [delivery] = await watch().some(2)
    expect(delivery?.files.map(({ mark }) => mark.name)).toEqual([
      'amzn-s3-demo-logs/1.json',
      'amzn-s3-demo-logs/2.json',
    ])
  })

  const digest = 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/11/24/a.json.gz'

  test.each([
    ['a test message', '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"amzn-s3-demo-logs"}', 'test message'],
    ['a deletion', created('a.json', 'ObjectRemoved:Delete'), 'ObjectRemoved:Delete of a.json'],
    ['a deletion told by EventBridge', fromEventBridge('a.json', 'Object Deleted'), 'Object Deleted of a.json'],
    ['a digest', created(digest), 'digests: they sign logs'],
    ['a folder', created('AWSLogs/'), 'a folder'],
    ['a confirmation of SNS', '{"Type":"UnsubscribeConfirmation","TopicArn":"arn:aws:sns:x"}', 'Unsubscribe'],
  ])('of %s is told with the reason and deleted', async (_, body, reason) => {
    await send(body)
    const [delivery] = await watch().next()
    expect(delivery?.files).toEqual([])
    expect(delivery?.refused).toMatchObject([{ code: 'sqs-no-log', received: expect.stringContaining(reason) }])
    await delivery?.settle()
    await expectDepth(0, 0)
  })

  test.each([
    ['that is not JSON', 'hello', 'no JSON object'],
    ['of another kind', '{"hello":"world"}', 'no kind that S3'],
    ['with a broken key', created('a%ZZ.json'), 'not encoded'],
    ['of another service', '{"Records":[{"eventSource":"aws:ses","ses":{}}]}', 'not of S3'],
    ['of no event', '{"Records":[{"eventSource":"aws:s3","s3":{}}]}', 'what happened'],
    ['of no event of EventBridge', '{"source":"aws.s3","detail":{}}', 'what happened'],
    ['without records', '{"Records":[]}', 'no records'],
    ['nested in SNS and broken', throughSns('hello'), 'passed on'],
  ])('%s is told with the reason and left to the redrive policy', async (_, body, reason) => {
    await send(body)
    const [delivery] = await watch().next()
    expect(delivery?.refused).toMatchObject([{ code: 'sqs-poison-message', received: expect.stringContaining(reason) }])
    await delivery?.settle()
    await expectDepth(0, 1)
  })
})

describe('trouble', countedRequests, () => {
  test('that passes is told once and waited for', async () => {
    const slow = { kind: 'refuse', status: 503, code: 'ServiceUnavailable' } as const
    proxy.injects(inTurn([slow, slow, { kind: 'reset' }], asks('ReceiveMessage')))
    await send(created('a.json'))
    const deliveries = watch({ patience: 1 })
    expect(await deliveries.files(1)).toHaveLength(1)
    expect(deliveries.reported.map(({ code }) => code)).toEqual(['aws-unavailable'])
  })

  test('while deleting is survived, and told when it lasts', async () => {
    await send(created('a.json'), created('b.json'))
    const [one, two] = await watch().some(2)
    proxy.injects(inTurn([{ kind: 'reset' }], asks('DeleteMessageBatch')))
    await one?.settle()
    await expectDepth(0, 1)
    proxy.injects(() => ({ kind: 'refuse', status: 403, code: 'AccessDeniedException' }))
    await two?.settle()
    await vi.waitFor(() => expect(open[0]?.reported.map(({ code }) => code)).toEqual(['sqs-not-deleted']), 30_000)
    await expectDepth(0, 1)
  })

  test.each([
    ['a queue that is not there', 400, 'QueueDoesNotExist', 'sqs-no-queue'],
    ['a permission that is missing', 403, 'AccessDeniedException', 'aws-access-denied'],
  ])('%s is told, waited for, and ends the watch after the stated time', async (_, status, code, expected) => {
    proxy.injects(asked => (asks('ReceiveMessage')(asked) ? { kind: 'refuse', status, code } : undefined))
    const deliveries = watch({ patience: 1_500 })
    const failure = await deliveries.end()
    expect(failure).toBeInstanceOf(SourceFailure)
    expect((failure as SourceFailure).issue).toMatchObject({ code: expected, at: { file: addressOf(queue) } })
    expect(deliveries.reported.map(issue => issue.code)).toEqual([expected])
    expect(proxy.requests.filter(asks('ReceiveMessage')).length).toBeGreaterThan(1)
  })

  test('of a queue that comes back is over', async () => {
    proxy.injects(inTurn([{ kind: 'refuse', status: 400, code: 'QueueDoesNotExist' }], asks('ReceiveMessage')))
    await send(created('a.json'))
    expect(await watch({ patience: 60_000 }).files(1)).toHaveLength(1)
  })

  test('an abort ends a long poll at once', async () => {
    const deliveries = watch()
    await deliveries.idle(200)
    const began = performance.now()
    await deliveries.close()
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

describe('a message that is worked on for long', countedRequests, () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const changes = (): ProxiedRequest[] => proxy.requests.filter(asks('ChangeMessageVisibilityBatch'))

  test('is kept from others until it is settled', async () => {
    await send(created('a.json'))
    const [delivery] = await watch().some(1)
    await vi.advanceTimersByTimeAsync(21_000)
    await vi.waitFor(() => expect(changes()).toHaveLength(1), 30_000)
    expect(changes()[0]?.body).toContain('"VisibilityTimeout":60')
    await delivery?.settle()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(changes()).toHaveLength(1)
  })

  test('and cannot be kept is told of', async () => {
    await send(created('a.json'))
    const deliveries = watch()
    await deliveries.some(1)
    proxy.injects(() => ({ kind: 'refuse', status: 403, code: 'AccessDeniedException' }))
    await vi.advanceTimersByTimeAsync(21_000)
    await vi.waitFor(() => expect(deliveries.reported.map(({ code }) => code)).toContain('sqs-not-extended'), 30_000)
  })
})

describe('the address of a queue', () => {
  test.each([
    'sqs://',
    'sqs://name',
    'sqs://sqs.eu-west-1.amazonaws.com/name',
    'sqs://sqs.eu-west-1.amazonaws.com/1/name',
  ])('%s is none', address => {
    expect(watchedSource(address)).toMatchObject({ ok: false, issues: [{ code: 'sqs-bad-address' }] })
  })
})

test('a queue that is named as if it spoke TLS is told of, with how to name it', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', undefined)
  const source = watchedSource(`sqs://${new URL(proxy.endpoint).host}${new URL(queue).pathname}`)
  if (!source.ok) throw new Error('the address is one')
  const deliveries = new Deliveries(source.value)
  open.push(deliveries)
  expect((await deliveries.report('aws-no-tls'))?.message).toContain('sqs+http://')
})
