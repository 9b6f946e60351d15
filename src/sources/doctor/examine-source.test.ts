import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Emulator,
  type Fault,
  type FaultProxy,
  type ProxiedRequest,
  startEmulator,
  startFaultProxy,
} from '../../../test/fixtures/emulator/index.ts'
import { type Check, examineSource, type Recognised } from '../index.ts'
import { created } from '../watching/sqs/testing/notifications.ts'

const bucket = 'amzn-s3-demo-logs'

let emulator: Emulator
let proxy: FaultProxy
let number = 0

beforeAll(async () => {
  emulator = await startEmulator()
  await emulator.createBucket(bucket)
  await emulator.put(bucket, 'logs/a.json', '{"Records":[]}')
})
afterAll(() => emulator.close())
beforeEach(async () => {
  number += 1
  proxy = await startFaultProxy(emulator.endpoint)
  for (const [name, value] of Object.entries(emulator.environment(proxy.endpoint))) vi.stubEnv(name, value)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
  await proxy.close()
})

/** Names say what a file is. */
const recognise = ({ name }: { readonly name: string }): Promise<Recognised> => {
  if (name.endsWith('.log')) return Promise.resolve({ kind: 'log', format: 'a log' })
  if (name.endsWith('.empty')) return Promise.resolve({ kind: 'empty' })
  if (name.endsWith('.digest')) return Promise.resolve({ kind: 'aside' })
  return Promise.resolve({ kind: 'unusable', reason: { code: 'not-a-log', message: 'No log.', at: { file: name } } })
}

async function examine(source: string): Promise<Record<string, Check>> {
  const checks: Record<string, Check> = {}
  for await (const check of examineSource(source, recognise)) checks[check.name] = check
  return checks
}

const outcomes = (checks: Record<string, Check>): Record<string, string> =>
  Object.fromEntries(Object.entries(checks).map(([name, { outcome }]) => [name, outcome]))

const refuseWhere = (concerns: (request: ProxiedRequest) => boolean, fault: Partial<Fault> = {}): void =>
  proxy.injects(request =>
    concerns(request) ? ({ kind: 'refuse', status: 403, code: 'AccessDenied', ...fault } as Fault) : undefined,
  )

describe('a bucket', () => {
  test('in which all is well', async () => {
    const checks = await examine(`s3://${bucket}/logs/`)
    expect(outcomes(checks)).toEqual({ list: 'ok', recent: 'ok', read: 'ok', clock: 'ok' })
    expect(checks['read']?.detail).toContain('s3://amzn-s3-demo-logs/logs/a.json')
  })

  test('that may not be listed gets the statement to add', async () => {
    refuseWhere(({ url }) => url.includes('list-type'))
    const checks = await examine(`s3://${bucket}/logs/`)
    expect(outcomes(checks)).toMatchObject({ list: 'failed', recent: 'skipped', read: 'skipped' })
    expect(checks['list']?.statement).toEqual({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::amzn-s3-demo-logs',
    })
  })

  test('whose objects may not be read, or not be decrypted, gets the statement to add', async () => {
    refuseWhere(({ url }) => !url.includes('list-type'))
    expect((await examine(`s3://${bucket}/logs/`))['read']?.statement).toEqual({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::amzn-s3-demo-logs/logs/a.json',
    })
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    refuseWhere(({ url }) => !url.includes('list-type'), {
      message: `not authorized to perform: kms:Decrypt on ${key}`,
    })
    expect((await examine(`s3://${bucket}/logs/`))['read']?.statement).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
    })
  })

  test('without logs, or without recent ones, is a warning', async () => {
    expect(outcomes(await examine(`s3://${bucket}/nothing/`))).toMatchObject({ list: 'warning', read: 'skipped' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 24 * 3_600_000 })
    expect(outcomes(await examine(`s3://${bucket}/logs/`))).toMatchObject({
      recent: 'warning',
      read: 'ok',
      clock: 'warning',
    })
  })
})

describe('a queue', () => {
  const redrive = {
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"10"}',
  }
  const create = (attributes: Record<string, string> = redrive): Promise<string> =>
    emulator.createQueue(`examined-${number}`, attributes)

  beforeAll(() => emulator.createQueue('dead'))

  test('in which all is well keeps its messages', async () => {
    const queue = await create()
    await emulator.send(queue, created('logs/a.json').replace('d41d8cd98f00b204e9800998ecf8427e', ''))
    expect(outcomes(await examine(`sqs+${queue}`))).toEqual({
      queue: 'ok',
      redrive: 'ok',
      retention: 'ok',
      visibility: 'ok',
      receive: 'ok',
      read: 'ok',
      delete: 'ok',
      extend: 'ok',
      clock: 'ok',
    })
    const { Messages } = await emulator.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }))
    expect(Messages).toHaveLength(1)
  })

  test.each([
    ['queue', 'GetQueueAttributes'],
    ['receive', 'ReceiveMessage'],
    ['delete', 'DeleteMessage'],
    ['extend', 'ChangeMessageVisibility'],
  ])('that refuses to be asked for %s gets the statement to add', async (name, action) => {
    const queue = await create()
    refuseWhere(({ target }) => target === `AmazonSQS.${action}`, { code: 'AccessDeniedException' })
    const checks = await examine(`sqs+${queue}`)
    expect(Object.entries(outcomes(checks)).filter(([, outcome]) => outcome === 'failed')).toEqual([[name, 'failed']])
    expect(checks[name]?.statement?.Action).toBe(`sqs:${action}`)
  })

  test('that would lose messages is a warning, and is not asked for one that it would lose', async () => {
    const checks = await examine(`sqs+${await create({ MessageRetentionPeriod: '3600' })}`)
    expect(outcomes(checks)).toMatchObject({ redrive: 'warning', retention: 'warning' })
    number += 1000
    const strict = await create({ RedrivePolicy: redrive.RedrivePolicy.replace('10', '2') })
    expect(outcomes(await examine(`sqs+${strict}`))).toMatchObject({ redrive: 'warning', receive: 'skipped' })
  })

  test('with a message that is no notification is a warning', async () => {
    const queue = await create()
    await emulator.send(queue, 'hello')
    expect(outcomes(await examine(`sqs+${queue}`))).toMatchObject({ receive: 'ok', message: 'warning' })
  })

  test('that is not there fails', async () => {
    const checks = await examine(`sqs+${emulator.endpoint}/000000000000/absent`)
    expect(checks['queue']?.fix).toContain('no such queue')
    expect(outcomes(await examine('sqs://nothing'))).toEqual({ address: 'failed' })
  })
})

describe('a folder', () => {
  test('is listed, a file of it is opened, and changes are heard of', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-doctor-'))
    writeFileSync(join(folder, 'a.log'), 'x')
    expect((await examine(folder))['list']?.detail).toBe('1 file')
    expect(outcomes(await examine(folder))).toEqual({ list: 'ok', read: 'ok', logs: 'ok', changes: 'ok' })
    rmSync(folder, { recursive: true })
    expect(outcomes(await examine(folder))).toEqual({ list: 'failed' })
  })

  test('is no source without a log in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-doctor-'))
    expect(outcomes(await examine(folder))).toEqual({ list: 'ok', read: 'skipped', logs: 'failed', changes: 'ok' })
    writeFileSync(join(folder, 'notes.txt'), 'x')
    writeFileSync(join(folder, 'package.json'), '{}')
    const { logs } = await examine(folder)
    expect(logs).toMatchObject({ outcome: 'failed', detail: 'none of 2 files is a log of which something can be used' })
    expect(logs?.fix).toContain(`${join(folder, 'notes.txt')}: No log. Name the folder`)
    writeFileSync(join(folder, 'z.log'), 'x')
    expect((await examine(folder))['logs']).toMatchObject({ outcome: 'ok' })
    rmSync(folder, { recursive: true })
  })

  test('whose logs hold no record yet is a warning, unless something in it is broken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-doctor-'))
    writeFileSync(join(folder, 'a.empty'), 'x')
    writeFileSync(join(folder, 'b.digest'), 'x')
    const { logs } = await examine(folder)
    expect(logs).toMatchObject({ outcome: 'warning', detail: '2 files, and no record in those of them that are logs' })
    writeFileSync(join(folder, 'c.txt'), 'x')
    expect((await examine(folder))['logs']).toMatchObject({ outcome: 'failed' })
    rmSync(folder, { recursive: true })
  })
})
