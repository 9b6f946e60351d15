import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { AllowEntry } from '#findings'
import { failure } from '#primitives'
import { type Delivery, SourceFailure, type WatchedSource } from '#sources'
import type { Store } from '#store'
import {
  type ExampleDelivery,
  exampleDelivery,
  exampleIssue,
  exampleSource,
} from '../../../test/fixtures/example-deliverer.ts'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleStore, valueOf } from '../../../test/fixtures/example-store.ts'
import { trailRecord } from '../../../test/fixtures/trail.ts'
import { type KeptBatch, type WatchRequest, watch } from './watch.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-watch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let store: Store
let kept: KeptBatch[]
let stop: AbortController
beforeEach(() => {
  store = exampleStore()
  kept = []
  stop = new AbortController()
})

/** A file with one event, which is a finding. */
function delivery(name: string, more: Partial<Delivery> = {}, record: object = {}): ExampleDelivery {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ Records: [trailRecord(name, record)] }))
  return exampleDelivery([{ name, path }], more)
}

/** Delivers the second once it is told to. */
function inTurn(first: Delivery, second: Delivery): { source: WatchedSource; next: () => void } {
  const told = Promise.withResolvers<void>()
  const source: WatchedSource = {
    name: './logs',
    lookBack: undefined,
    async *deliveries() {
      yield first
      await told.promise
      yield second
    },
  }
  return { source, next: told.resolve }
}

const watching = (sources: readonly WatchedSource[], more: Partial<WatchRequest> = {}) =>
  watch({
    sources,
    store,
    detections: [exampleDetection('acl-read', callOf('GetBucketAcl'))],
    signal: stop.signal,
    hear: { kept: batch => void kept.push(batch), trouble: () => undefined },
    ...more,
  })

test('a delivery is settled once its findings and marks are on the disk, never before', async () => {
  const seen: unknown[] = []
  const settle = async (): Promise<void> => {
    const source = store.sources.enter('./logs')
    seen.push(store.findings.count(), store.sources.hasRead(source, { name: 'a.json', version: 'v1' }))
  }
  valueOf(await watching([exampleSource('./logs', [delivery('a.json', { settle })])]))
  expect(seen).toEqual([1, true])
  expect(kept).toMatchObject([{ observed: 1, touched: new Set([store.findings.list()[0]?.finding.id]) }])
})

test('what cannot be committed is given back, and says why', async () => {
  const issue = exampleIssue('state-disk-full')
  const full: Store = Object.create(store, {
    transaction: { value: (work: () => unknown) => (kept.length > 0 ? failure(issue) : store.transaction(work)) },
  }) as Store
  const [first, second] = [delivery('a.json'), delivery('b.json')]
  const { source, next } = inTurn(first, second)
  const result = await watching([source], {
    store: full,
    hear: {
      kept(batch) {
        kept.push(batch)
        next()
      },
      trouble: () => undefined,
    },
  })
  expect(result).toMatchObject({ ok: false, issues: [issue] })
  expect([first.ends, second.ends]).toEqual([['settled'], ['given back']])
})

test('a state file that cannot be written to ends it before anything is read', async () => {
  const issue = exampleIssue('state-read-only')
  const readOnly = Object.create(store, { transaction: { value: () => failure(issue) } }) as Store
  const source = exampleSource('./logs', [delivery('a.json')], { end: 'waits' })
  expect(await watching([source], { store: readOnly })).toMatchObject({ ok: false, issues: [issue] })
  expect(source.asked()).toBe(0)
})

test('one source that cannot go on, or is broken, ends the others, and what was delivered is kept', async () => {
  const waiting = (): WatchedSource => exampleSource('./other', [], { end: 'waits' })
  const issue = exampleIssue('sqs-gone')
  const failing = exampleSource('./logs', [delivery('a.json')], { end: new SourceFailure(issue) })
  expect(await watching([waiting(), failing])).toMatchObject({ ok: false, issues: [issue] })
  expect(kept.length).toBe(1)
  const broken = exampleSource('./logs', [], { end: new TypeError('a bug') })
  await expect(watching([waiting(), broken])).rejects.toThrow('a bug')
})

test('told to stop, it gives back what waits and ends', async () => {
  const waiting = delivery('b.json')
  const source = exampleSource('./logs', [delivery('a.json'), waiting], { end: 'waits' })
  const hear = {
    kept(batch: KeptBatch) {
      kept.push(batch)
      stop.abort()
    },
    trouble: () => undefined,
  }
  valueOf(await watching([source], { hear }))
  stop = new AbortController()
  stop.abort()
  const late = delivery('c.json')
  valueOf(await watching([exampleSource('./logs', [late], { end: 'waits' })]))
  expect(late.ends).not.toContain('settled')
})

test('what an allow entry hid stands open again, and is told, with the first batch after it has ended', async () => {
  const at = { file: 'bucketwatch.yaml' }
  const entry: AllowEntry = { match: { detection: ['*'] }, reason: 'a test', owner: 'team', expires: 100, at }
  const bob = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/bob' }
  const { source, next } = inTurn(delivery('a.json'), delivery('of-another.json', {}, { userIdentity: bob }))
  let now = 50
  const hear = {
    kept(batch: KeptBatch) {
      kept.push(batch)
      now = 100
      next()
    },
    trouble: () => undefined,
  }
  valueOf(await watching([source], { allow: [entry], now: () => now, hear }))
  const [first, second] = kept.map(({ touched }) => [...touched])
  expect(first?.length).toBe(1)
  expect(second).toEqual(expect.arrayContaining(first ?? []))
  expect(store.findings.list().map(({ status }) => status)).toEqual(['open', 'open'])
})

test('what a process before was to judge again is judged', async () => {
  const owes = (): number | undefined => store.facts.number('judging-owed')
  store.facts.write('judging-owed', 1)
  valueOf(await watching([exampleSource('./logs', [])]))
  expect(owes()).toBe(0)
  store.facts.write('judging-owed', 1)
  valueOf(await watching([exampleSource('./logs', [delivery('a.json')])], { now: () => 0 }))
  expect(owes()).toBe(0)
})
