import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityEvent, Depth, ReadingPlan } from '#events'
import type { JsonObject, JsonValue } from '#primitives'
import { jsonText, jsonValue, ownMembers, pieces } from '../../../test/fixtures/json-text.ts'
import type { FileAccount } from '../file-account.ts'
import { createCloudTrailReader } from './cloudtrail-reader.ts'
import { restoreRecord } from './restore/restore-record.ts'
import { pathTree, pickPaths } from './scanner/path-tree.ts'
import { needsWhole } from './to-event.ts'

const limits = { maxRecordBytes: 1 << 20, maxNesting: 64, maxIssues: 5 }

const depths: Readonly<Record<string, Depth>> = {
  's3.amazonaws.com PutBucketAcl': 'record',
  's3.amazonaws.com GetObject': 'fields',
}

const plan: ReadingPlan = {
  depthOf: (source, name) => depths[`${source} ${name}`] ?? 'skip',
  sources: ['s3.amazonaws.com'],
  fields: ['eventSource', 'eventName', 'eventID', 'userIdentity.arn', 'requestParameters.key'],
}

const everything: ReadingPlan = { ...plan, depthOf: () => 'record' }

function read(content: readonly Uint8Array[], reading = plan) {
  const events: ActivityEvent[] = []
  const reader = createCloudTrailReader({ file: 'a.json', plan: reading, limits, sink: event => events.push(event) })
  for (const piece of content) reader.push(piece)
  reader.end()
  return { events, account: reader.account() }
}

const rejectedBy = (account: Pick<FileAccount, 'rejected'>): number =>
  Object.values(account.rejected).reduce((sum, count) => sum + count, 0)

/** Received is passed, not needed, or rejected; and each event stands where its number says. */
function expectBalance({ events, account }: ReturnType<typeof read>): void {
  expect(account.received).toBe(account.passed + account.notNeeded + rejectedBy(account))
  expect(account.passed).toBe(events.length)
  const numbers = events.map(event => event.origin.record)
  expect(numbers.every((number, index) => number > (numbers[index - 1] ?? 0) && number <= account.received)).toBe(true)
}

const source = fc.constantFrom('s3.amazonaws.com', 's3.amazonaws.com', 'ec2.amazonaws.com', 'x"y', 's3.amazonaws.com ')
const name = fc.constantFrom('PutBucketAcl', 'GetObject', 'DeleteBucket')

/** A record with members in any order, and others that look like records or like members of one. */
const record: fc.Arbitrary<JsonValue> = fc
  .tuple(
    fc.record(
      { eventSource: fc.oneof(source, jsonValue), eventName: fc.oneof(name, jsonValue), eventID: fc.uuid() },
      { requiredKeys: ['eventID'] },
    ),
    fc.array(fc.tuple(fc.constantFrom('requestParameters', 'userIdentity', 'responseElements', 'x'), jsonValue), {
      maxLength: 3,
    }),
  )
  .chain(([own, more]) => {
    const members: [string, JsonValue][] = [...Object.entries(own), ...more] as [string, JsonValue][]
    return fc.shuffledSubarray(members, { minLength: members.length }).map(ownMembers)
  })

/** A list of records, as text in one of the common layouts. */
const layouts = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(
    `{"Records":[${texts.join(',')}]}`,
    `{"note":{"Records":[{}]},"Records" : [\n${texts.join(',\n')}\n] ,"more":[{}]}\n`,
    `[${texts.join(', ')}]`,
    texts.join('\n'),
    texts.join('\r\n\r\n'),
    texts.join(''),
    `\uFEFF${texts.join(' ')}`,
    texts.map(text => `{"Records":[${text}]}`).join('\n'),
  )

/** What has to come out: every record that the plan asks for, as JSON.parse reads it. */
function expected(texts: readonly string[]): JsonObject[] {
  const values = texts.map(text => JSON.parse(text) as JsonObject)
  return values.flatMap(value => {
    const { eventSource, eventName } = value
    if (typeof eventSource !== 'string' || typeof eventName !== 'string') return []
    return depths[`${eventSource} ${eventName}`] ? [value] : []
  })
}

const selected = (events: readonly ActivityEvent[]) => events.map(event => event.raw.eventID)

describe('reading CloudTrail', () => {
  test('selects exactly the records that JSON.parse of everything would, whole where the plan says so', () => {
    const content = fc.array(record.chain(jsonText), { minLength: 1, maxLength: 6 }).chain(texts =>
      fc.tuple(
        fc.constant(texts),
        layouts(texts).chain(text => pieces(Buffer.from(text))),
      ),
    )
    fc.assert(
      fc.property(content, ([texts, chunks]) => {
        const result = read(chunks)
        expectBalance(result)
        expect(result.account.received).toBe(texts.length)
        const wanted = expected(texts)
        expect(selected(result.events)).toEqual(wanted.map(value => value.eventID))
        result.events.forEach((event, index) => {
          // Members that are texts of objects are read as these.
          const whole = restoreRecord(wanted[index] ?? {}).record
          const asked =
            event.action === 'PutBucketAcl' || needsWhole(whole) ? whole : pickPaths(whole, pathTree(plan.fields))
          expect(isDeepStrictEqual(event.raw, asked)).toBe(true)
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('uses every record before the place where a file is cut, and says that it is cut', () => {
    const content = fc
      .array(record.chain(jsonText), { minLength: 1, maxLength: 5 })
      .chain(texts => {
        const text = Buffer.from(`{"Records":[${texts.join(',')}]}`)
        return fc.tuple(
          fc.constant(texts),
          fc.nat({ max: text.length - 1 }).map(cut => text.subarray(0, cut)),
        )
      })
      .chain(([texts, bytes]) => fc.tuple(fc.constant(texts), fc.constant(bytes.length), pieces(bytes)))
    fc.assert(
      fc.property(content, ([texts, cut, chunks]) => {
        const result = read(chunks)
        expectBalance(result)
        let end = '{"Records":['.length
        const whole = texts.filter(text => {
          end += Buffer.byteLength(text)
          const fits = end <= cut
          end++
          return fits
        })
        expect(selected(result.events)).toEqual(expected(whole).map(value => value.eventID))
        const cutWithin =
          whole.length < texts.length && cut > '{"Records":['.length + Buffer.byteLength(whole.join(',,'))
        if (cutWithin && !chunksEndWith(chunks, /[,\s]/)) expect(rejectedBy(result.account)).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('survives any bytes, and accounts for what it found in them', () => {
    const damaged = fc
      .array(record.chain(jsonText), { minLength: 1, maxLength: 6 })
      .chain(layouts)
      .chain(text => {
        const bytes = Buffer.from(text)
        const edit = fc.record({
          at: fc.nat({ max: bytes.length - 1 }),
          text: fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            '"',
            '\\',
            '\n',
            '\n{',
            '',
            'x',
            '{"Records":[',
            '\0',
            '\xff',
            '},{',
          ),
          drop: fc.nat({ max: 20 }),
        })
        return fc.array(edit, { maxLength: 4 }).map(edits => {
          const at = (out: Buffer, { at, text, drop }: { at: number; text: string; drop: number }) =>
            Buffer.concat([out.subarray(0, at), Buffer.from(text, 'latin1'), out.subarray(at + drop)])
          return edits.reduce<Buffer>(at, bytes)
        })
      })
      .chain(bytes => fc.tuple(fc.constant(bytes), pieces(bytes)))
    fc.assert(
      fc.property(damaged, ([bytes, chunks]) => {
        const cut = read(chunks)
        expectBalance(cut)
        const whole = read([bytes])
        expect(selected(cut.events)).toEqual(selected(whole.events))
        expectBalance(read(chunks, everything))
      }),
      { numRuns: 2000 },
    )
  })
})

const chunksEndWith = (chunks: readonly Uint8Array[], pattern: RegExp): boolean =>
  pattern.test(Buffer.concat(chunks).toString('latin1').slice(-1))
