import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { jsonText, jsonValue, ownMembers } from '../../../../test/fixtures/json-text.ts'
import { type PathNode, pathTree } from './path-tree.ts'
import { Scanner } from './scanner.ts'

const paths = [
  'eventSource',
  'eventName',
  'eventTime',
  'userIdentity.arn',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.type',
  'requestParameters.key',
  'requestParameters.eventName',
  'resources',
  'arn.key',
  'key',
  'Records',
  '"',
]

/** What the projection must be equal to. */
function pick(value: JsonValue, node: PathNode): JsonValue {
  if (node.whole || !isObject(value)) return value
  const members = Object.entries(value).filter(([key]) => node.children.has(key))
  return ownMembers(members.map(([key, inner]) => [key, pick(inner ?? null, node.children.get(key) as PathNode)]))
}

function projector(fields: readonly string[]) {
  const scanner = new Scanner()
  const root = scanner.projection.rootOf(pathTree(fields))
  return (text: string | Uint8Array): JsonObject | undefined => {
    const { window } = scanner
    const bytes = Buffer.from(text)
    window.reset()
    window.append(bytes)
    window.close()
    const end = window.floor + bytes.length
    if (root === undefined || !scanner.projection.read(window.bytes, window.floor, end, root)) return undefined
    return scanner.projection.build(window.bytes)
  }
}

const parsed = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

const identity = fc.constantFrom<JsonValue>(
  { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/a/b',
    sessionContext: { sessionIssuer: { arn: 'x' } },
  },
  { type: 'AssumedRole', sessionContext: { sessionIssuer: null } },
  {},
)

const record: fc.Arbitrary<JsonValue> = fc
  .record(
    {
      eventVersion: fc.constant('1.08'),
      userIdentity: fc.oneof(identity, jsonValue),
      eventTime: fc.string(),
      eventSource: fc.oneof(fc.constantFrom('s3.amazonaws.com', 'ec2.amazonaws.com'), jsonValue),
      eventName: fc.constantFrom('GetObject', 'PutObject'),
      requestParameters: fc.oneof(fc.record({ bucketName: fc.string(), key: fc.string() }), jsonValue),
      resources: fc.oneof(fc.array(fc.record({ ARN: fc.string(), type: fc.constant('AWS::S3::Object') })), jsonValue),
      key: jsonValue,
    },
    { requiredKeys: [] },
  )
  .chain(known =>
    fc.tuple(fc.constant(Object.entries(known)), fc.array(fc.tuple(fc.string(), jsonValue), { maxLength: 3 })),
  )
  .chain(([known, other]) => fc.shuffledSubarray([...known, ...other], { minLength: known.length + other.length }))
  .map(members => ownMembers(members as [string, JsonValue][]))

describe('a projection', () => {
  test('is what JSON.parse reads, reduced to the paths, however the record is spelled and whatever came before', () => {
    const project = projector(paths)
    const tree = pathTree(paths)
    fc.assert(
      fc.property(fc.array(record.chain(jsonText), { minLength: 1, maxLength: 4 }), texts => {
        for (const text of texts) {
          const found = project(text)
          if (found !== undefined) expect(isDeepStrictEqual(found, pick(JSON.parse(text), tree)), text).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('of plain records is never left to JSON.parse', () => {
    const project = projector(paths)
    const plain = fc.record({
      eventTime: fc.string({ unit: 'grapheme-ascii' }),
      userIdentity: identity,
      key: fc.integer(),
    })
    fc.assert(
      fc.property(plain, value => {
        expect(project(JSON.stringify(value))).toEqual(pick(value, pathTree(paths)))
      }),
      { numRuns: 1000 },
    )
  })

  test('accepts nothing that JSON.parse refuses', () => {
    const project = projector(paths)
    const tree = pathTree(paths)
    const broken = record.chain(jsonText).chain(text => {
      const bytes = Buffer.from(text)
      const edit = fc.record({
        at: fc.nat({ max: bytes.length - 1 }),
        byte: fc.constantFrom(...Buffer.from('{}[]",:\\u0e-.\n xt')),
      })
      return fc.array(edit, { minLength: 1, maxLength: 3 }).map(edits => {
        for (const { at, byte } of edits) bytes[at] = byte
        return bytes
      })
    })
    fc.assert(
      fc.property(fc.array(broken, { minLength: 1, maxLength: 4 }), texts => {
        for (const bytes of texts) {
          const found = project(bytes)
          if (found === undefined) continue
          const value = parsed(bytes.toString())
          expect(value !== undefined && isDeepStrictEqual(found, pick(value, tree)), bytes.toString()).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['{"key":1e400}', { key: Number.POSITIVE_INFINITY }],
    ['{"key":-0}', { key: -0 }],
    ['{"key":123456789012345678901234567890}', { key: 1.2345678901234568e29 }],
    ['{"key":"\\ud83d\\ude00","key":"b"}', { key: 'b' }],
    ['{"userIdentity":{"arn":"a"},"userIdentity":{"type":"b"}}', { userIdentity: { type: 'b' } }],
    ['{"userIdentity":null,"resources":[[[]],{"a":{}}]}', { userIdentity: null, resources: [[[]], { a: {} }] }],
    ['{"userIdentity":[1,{"arn":"a"}]}', { userIdentity: [1, { arn: 'a' }] }],
    ['{}', {}],
  ])('of %s', (text, expected) => {
    expect(projector(paths)(text)).toStrictEqual(expected)
  })

  test.each([
    '{"key":01}',
    '{"key":1.}',
    '{"key":+1}',
    '{"key":tru}',
    '{"key":"\t"}',
    '{"key":"\\x"}',
    '{"key":1,}',
    '[]',
    '{"a"}',
  ])('of %s is left to JSON.parse, which refuses it', text => {
    expect(projector(paths)(text)).toBeUndefined()
  })

  test('forgets what a record taught it that turned out to be broken', () => {
    const project = projector(paths)
    expect(project('{"eventName":"Fresh","userIdentity":{"arn":"new"},"x":}')).toBeUndefined()
    expect(project('{"eventName":"Fresh","userIdentity":{"arn":"new"}}')).toEqual({
      eventName: 'Fresh',
      userIdentity: { arn: 'new' },
    })
  })

  test('is left to JSON.parse where a path or a member is called __proto__', () => {
    expect(projector(['__proto__.polluted'])('{"a":1}')).toBeUndefined()
    expect(projector(['key'])('{"key":{"__proto__":{"polluted":true}}}')).toBeUndefined()
    expect(projector(['key'])('{"__proto__":{"polluted":true},"key":1}')).toStrictEqual({ key: 1 })
  })

  test('takes more paths than the scanner has caches for, and gives up on thousands', () => {
    const many = Array.from({ length: 200 }, (_, index) => `group${index % 20}.field${index}`)
    const value = { group3: { field23: 'x', field24: 'y', field103: 'x' }, group19: { field199: 'z' } }
    expect(projector(many)(JSON.stringify(value))).toEqual({
      group3: { field23: 'x', field103: 'x' },
      group19: { field199: 'z' },
    })
    const thousands = Array.from({ length: 5000 }, (_, index) => `field${index}`)
    expect(projector(thousands)('{"field1":1}')).toBeUndefined()
  })

  test('of a list longer than the tape is left to JSON.parse', () => {
    expect(projector(['key'])(JSON.stringify({ key: Array.from({ length: 5000 }, () => 1) }))).toBeUndefined()
    expect(projector(['key'])(JSON.stringify({ key: 'x'.repeat(70_000), eventName: 'y' }))).toEqual({
      key: 'x'.repeat(70_000),
    })
  })
})
