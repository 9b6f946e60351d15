import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ActivityEvent, asksOf, fieldCatalogue, isOfOccasion, Observation } from '#events'
import { readFacts } from '#s3'
import { type LineLikeness, LineLikenesses } from './likeness.ts'
import { splitLine } from './split-line.ts'
import { doingOf, toEvent } from './to-event.ts'

const from = (...texts: readonly string[]) => fc.constantFrom(...texts)
const hostile = fc.stringMatching(/^[-a-z" [\]=?/%+0]{0,12}$/)
const mostly = (usual: fc.Arbitrary<string>, seldom: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: seldom })

/** What lines have in common, in few varieties, so that many are alike. */
const common = fc.record({
  head: mostly(from(`${'a'.repeat(64)} logged`, 'b other'), from('a[b c', '- -', 'a', 'a "')),
  ip: mostly(from('192.0.2.1', '2001:db8::1'), from('-', '198.51.100.7')),
  requester: mostly(from('arn:aws:iam::111122223333:user/ada', '-'), from('AmazonS3', 'a b', 'a'.repeat(64))),
  operation: mostly(
    from('REST.GET.OBJECT', 'REST.PUT.OBJECT', 'REST.GET.BUCKET'),
    from('BATCH.DELETE.OBJECT', 'S3.EXPIRE.OBJECT', 'none'),
  ),
  answer: mostly(from('200 -', '403 AccessDenied', '304 -'), from('- -', '20 -', '200')),
  agents: mostly(from('"-" "aws-cli/2"', '"https://example.com/?a b" "Mozilla/5.0 (X)"'), from('- -', '"a"b" "c"')),
  tail: mostly(
    from(
      ' SigV4 TLS_AES_128_GCM_SHA256 AuthHeader logged.s3.eu-west-1.amazonaws.com TLSv1.3 - - -',
      ' SigV4 - QueryString s3.amazonaws.com - - Yes us-east-1',
      ' SigV2 - QueryString logged.s3.amazonaws.com TLSv1.2',
      '',
    ),
    from(' a "b', ' - ', ' - - - - - - - - - more'),
  ),
  era: from('today', 'today', 'first'),
})

/** What each line has of its own, as it should be and as it should not. */
const own = fc.record({
  time: mostly(from('06/Feb/2019:00:00:38 +0000', '07/Feb/2019:10:00:00 +0100'), mostly(hostile, from('a] b'))),
  id: mostly(from('3E57427F3EXAMPLE', 'OTHER'), from('-', '', 'a b')),
  key: mostly(from('a/b.txt', 'a%2520b+c', '%E2%82%AC', 'k'), fc.oneof(hostile, from('-', 'a "b"'))),
  query: mostly(
    from('', '?versionId=v', '?X-Amz-Expires=300&response-content-disposition=a', '?Expires=1549411300'),
    hostile,
  ),
  uri: mostly(from('request'), from('"-"', '-', '"GET / HTTP/1.1 "', '""')),
  numbers: fc
    .array(mostly(from('0', '17', '-', '007'), from('1e3', '1'.repeat(16), '1'.repeat(15), '', '--', '-1')), {
      minLength: 4,
      maxLength: 4,
    })
    .map(numbers => numbers.join(' ')),
  version: mostly(from('-', '-', 'v1'), from('a"b', '', 'a b')),
  host: mostly(from('s9lzHYrFp76ZVxRcpX9+5c=', '-'), from('a"', '', 'a b')),
})

type Common = typeof common extends fc.Arbitrary<infer Value> ? Value : never
type Own = typeof own extends fc.Arbitrary<infer Value> ? Value : never

function lineOf(shared: Common, of: Own): string {
  const uri = of.uri === 'request' ? `"GET /${of.key}${of.query} HTTP/1.1"` : of.uri
  const start = `${shared.head} [${of.time}] ${shared.ip} ${shared.requester} ${of.id} ${shared.operation} ${of.key}`
  const end = shared.era === 'first' ? of.version : `${of.version} ${of.host}${shared.tail}`
  return `${start} ${uri} ${shared.answer} ${of.numbers} ${shared.agents} ${end}`
}

const parts = ['head', 'ip', 'requester', 'operation', 'answer', 'agents', 'tail', 'era'] as const

/** Lines of three kinds, of which two differ in one part only. */
const lines = fc
  .record({
    one: common,
    other: common,
    changed: fc.constantFrom(...parts),
    own: fc.array(fc.tuple(fc.nat(2), own), { minLength: 30, maxLength: 60 }),
  })
  .map(({ one, other, changed, own: all }) => {
    const kinds = [one, { ...one, [changed]: other[changed] }, other]
    return all.map(([kind, of]) => lineOf(kinds[kind] ?? one, of))
  })

const origin = { file: 'log', record: 1 }

interface Read {
  readonly event: ActivityEvent
  readonly alike: LineLikeness | undefined
}

/** Reads lines one after the other as the reader does; lines that are no records are left out. */
function readAll(texts: readonly string[], found: { alike: number }): Read[] {
  const likenesses = new LineLikenesses()
  return texts.flatMap((text): Read[] => {
    const split = splitLine(text)
    const alike = likenesses.of(text)
    if (alike) {
      found.alike++
      const event = likenesses.eventLike(alike, origin)
      // Read whole, it is the same.
      expect([text, event]).toEqual([text, split.ok && toEvent(split.record, origin)])
      expect(split).toHaveProperty('isClean')
      return [{ event, alike }]
    }
    if (!split.ok) return []
    return [
      {
        event: toEvent(split.record, origin),
        alike: split.isClean && likenesses.keep(split.record, doingOf(split.record)),
      },
    ]
  })
}

describe('lines that are alike', () => {
  test('give the events that they give when they are read whole', () => {
    const found = { alike: 0 }
    fc.assert(
      fc.property(lines, all => void readAll(all, found)),
      { numRuns: 600 },
    )
    expect(found.alike).toBeGreaterThan(5_000)
  })

  test('have one value in each field that is not of the occasion', () => {
    const fixed = fieldCatalogue.filter(({ name }) => !isOfOccasion(name, 's3-access-log'))
    const others = fieldCatalogue.filter(({ name }) => isOfOccasion(name, 's3-access-log'))
    const valueOf = (name: string, read: (one: Observation) => unknown, event: ActivityEvent) => {
      const one = new Observation(event, readFacts)
      return JSON.stringify([read(one), asksOf(name)(one)])
    }
    let compared = 0
    const differing = new Set<string>()
    fc.assert(
      fc.property(lines, all => {
        const first = new Map<object, ActivityEvent>()
        for (const { event, alike } of readAll(all, { alike: 0 })) {
          if (!alike) continue
          const one = first.get(alike)
          first.set(alike, one ?? event)
          if (one === undefined) continue
          compared++
          const differ = (name: string, read: (of: Observation) => unknown) =>
            valueOf(name, read, one) !== valueOf(name, read, event)
          const wrong = fixed.filter(({ name, read }) => differ(name, read)).map(({ name }) => name)
          if (wrong.length > 0) expect([one.raw, event.raw, wrong]).toEqual([one.raw, event.raw, []])
          for (const { name, read } of others) if (differ(name, read)) differing.add(name)
        }
      }),
      { numRuns: 60 },
    )
    expect(compared).toBeGreaterThan(500)
    // A field that never differs is of no occasion.
    expect([...differing].sort()).toEqual(others.map(({ name }) => name).sort())
  })

  test('are told from the third of a caller on', () => {
    const text = (id: string, bucket = 'logged') =>
      `a ${bucket} [06/Feb/2019:00:00:38 +0000] 192.0.2.1 ada ${id} REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 1 1 1 1 "-" "-" -`
    const told = readAll([text('A'), text('B'), text('C'), text('D'), text('E', 'other'), text('F')], { alike: 0 })
    expect(told.map(({ alike }) => alike?.record.bucket)).toEqual([
      undefined,
      undefined,
      'logged',
      'logged',
      'other',
      'logged',
    ])
    expect(told[2]?.alike).toBe(told[5]?.alike)
  })

  test('of a caller that does ever new things are as good as others', () => {
    const text = (id: number, agent: number) =>
      `a logged [06/Feb/2019:00:00:38 +0000] 192.0.2.1 ada ID${id} REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 1 1 1 1 "-" "agent ${agent}" -`
    const agents = Array.from({ length: 400 }, (_, index) => (index * 7) % 20)
    const told = readAll(
      agents.map((agent, index) => text(index, agent)),
      { alike: 0 },
    )
    expect(told.map(({ event }) => event.userAgent)).toEqual(agents.map(agent => `agent ${agent}`))
  })
})
