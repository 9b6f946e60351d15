import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import { createAccessLogReader, looksLikeAccessLog } from './index.ts'

const limits = { maxRecordBytes: 10_000, maxNesting: 100, maxIssues: 10 }
const owner = 'a'.repeat(64)
const line = (id: string, key = 'k', agent = 'Boto3/1.34') =>
  `${owner} amzn-s3-demo-bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - ${id} REST.GET.OBJECT ${key} "GET /${key} HTTP/1.1" 200 - 1 1 1 1 "-" "${agent}" -`

function read(pieces: readonly Uint8Array[], given = limits) {
  const events: ActivityEvent[] = []
  const reader = createAccessLogReader('access.log', given, event => events.push(event))
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return { events, account: reader.account() }
}
const readText = (text: string, given = limits) => read([Buffer.from(text)], given)

/** As of a file that may be in the middle of being written. */
function readSoFar(text: Buffer): ActivityEvent[] {
  const events: ActivityEvent[] = []
  const reader = createAccessLogReader('access.log', limits, event => events.push(event), true)
  reader.push(text)
  reader.end()
  const { received, passed, endsWithinLine = false } = reader.account()
  expect({ received, passed, endsWithinLine }).toEqual({
    received: events.length,
    passed: events.length,
    endsWithinLine: text.length > 0 && text.at(-1) !== 10,
  })
  return events
}

/** Nothing is lost in silence. */
function expectBalance({ events, account }: ReturnType<typeof read>): void {
  const rejected = Object.values(account.rejected).reduce((sum, count) => sum + count, 0)
  expect(account.received).toBe(account.passed + account.notNeeded + rejected)
  expect(account.passed).toBe(events.length)
}

describe('lines', () => {
  test('may end in LF, CRLF or nothing, after a byte-order mark, with empty lines between', () => {
    const { events, account } = readText(`\ufeff${line('A')}\r\n\r\n${line('B')}\n\n${line('C')}`)
    expect(events.map(({ id, origin }) => [id, origin.record])).toEqual([
      ['A/REST.GET.OBJECT', 1],
      ['B/REST.GET.OBJECT', 3],
      ['C/REST.GET.OBJECT', 5],
    ])
    expect(account).toMatchObject({ format: 's3-access-log', layout: 'access log lines', received: 3, passed: 3 })
    expect(events[0]?.raw).toMatchObject({ bucket_owner: owner, version_id: null })
  })

  test('of a log that is being written count whole or not at all, wherever it ends so far', () => {
    const text = Buffer.from(`${line('A')}\n${line('B', 'k', 'Zürich €')}\r\n${line('C')}\n`)
    const { events } = read([text])
    for (let end = 0; end <= text.length; end++) {
      const ended = text.subarray(0, end).toString('latin1').split('\n').length - 1
      expect(readSoFar(text.subarray(0, end))).toEqual(events.slice(0, ended))
    }
  })

  test('may hold UTF-8, and bytes that are none', () => {
    const text = Buffer.concat([Buffer.from(line('A', 'k', 'Zürich €')), Buffer.from([10]), Buffer.from(line('B'))])
    const broken = Buffer.from(line('C', 'k', 'x~y').replace('~', '\0'))
    broken[broken.indexOf(0)] = 0xff
    const { events } = read([text, Buffer.from([10]), broken])
    expect(events.map(({ userAgent }) => userAgent)).toEqual(['Zürich €', 'Boto3/1.34', 'x\ufffdy'])
  })

  test('that cannot be read are counted and named by place, reason and text', () => {
    const result = readText(`${line('A')}\nnonsense\n${line('B')}\n${line('C').slice(0, 150)}\n`)
    expect(result.account).toMatchObject({ received: 4, passed: 2, rejected: { 'malformed-line': 1, 'cut-line': 1 } })
    expect(result.account.issues[0]).toMatchObject({
      code: 'malformed-line',
      at: { file: 'access.log', line: 2, offset: line('A').length + 1 },
      received: 'nonsense',
    })
    expectBalance(result)
  })

  test('that are too long are skipped, wherever the pieces are cut', () => {
    const text = Buffer.from(
      `${line('A')}\n${line('B', 'k'.repeat(2000))}\n${line('C')}\n${line('D', 'x'.repeat(900))}`,
    )
    for (const size of [1, 100, 1000, text.length]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
        text.subarray(n * size, (n + 1) * size),
      )
      const result = read(pieces, { ...limits, maxRecordBytes: 1000 })
      expect(result.events.map(({ id }) => id[0])).toEqual(['A', 'C'])
      expect(result.account.rejected).toEqual({ 'record-too-large': 2 })
      expect(result.account.issues.map(issue => issue.at.line)).toEqual([2, 4])
      expect(result.account.issues[1]?.at.offset).toBe(text.lastIndexOf(owner))
      expectBalance(result)
    }
  })

  test('name no more issues than asked for, but count all', () => {
    const { account } = readText('bad\n'.repeat(50), { ...limits, maxIssues: 3 })
    expect(account.issues).toHaveLength(3)
    expect(account.rejected).toEqual({ 'malformed-line': 50 })
  })
})

describe('structured records', () => {
  const record = {
    schema_version_id: 'V_1_0',
    bucket_arn: 'arn:aws:s3:::amzn-s3-demo-bucket',
    bucket_name: 'amzn-s3-demo-bucket',
    request_time: '2026-02-06T00:00:38.250Z',
    bucket_owner_id: owner,
    remote_ip: '2001:db8::1',
    requester: null,
    request_id: '3E57427F3EXAMPLE',
    operation: 'REST.GET.OBJECT',
    key_name: 'a.txt',
    request_uri: 'GET /a.txt HTTP/1.1',
    http_status: 200,
    error_code: null,
    bytes_sent: 12,
  }

  test('have the names of a line, and keep what they have beside', () => {
    const { events, account } = readText(`${JSON.stringify(record)}\n`)
    expect(account.layout).toBe('JSON lines')
    expect(events[0]).toMatchObject({
      time: Date.UTC(2026, 1, 6, 0, 0, 38, 250),
      actor: { kind: 'anonymous' },
      bucket: 'amzn-s3-demo-bucket',
      key: 'a.txt',
      bytesOut: 12,
      raw: {
        bucket: record.bucket_name,
        key: 'a.txt',
        bucket_owner: owner,
        schema_version_id: 'V_1_0',
        tls_version: null,
      },
    })
  })

  test('may be spelled without separators, with times of a database', () => {
    const panther = {
      bucket: 'amzn-s3-demo-bucket',
      time: '2020-04-22 07:48:45.000',
      remoteip: '192.0.2.3',
      requester: 'arn:aws:iam::111122223333:user/operator',
      requestid: '5CDAB4038253B0E4',
      operation: 'REST.GET.OBJECT',
      httpstatus: '403',
      errorcode: 'AccessDenied',
      tlsVersion: 'TLSv1.2',
      p_log_type: 'AWS.S3ServerAccess',
    }
    const [event] = readText(JSON.stringify(panther)).events
    expect(event).toMatchObject({ outcome: 'denied', time: Date.UTC(2020, 3, 22, 7, 48, 45) })
    expect(event?.raw).toMatchObject({ remote_ip: '192.0.2.3', http_status: 403, tls_version: 'TLSv1.2' })
  })

  test('may stand in a list, on one line or on several', () => {
    const text = JSON.stringify(record)
    for (const list of [`[${text},${text}]`, `[\n${text},\n${text}\n]`, `[${text},\n${text}]\n`]) {
      const result = readText(list)
      expect(result.account).toMatchObject({ received: 2, passed: 2, rejected: {} })
    }
  })

  test('without an operation, and lines that are no JSON, are rejected', () => {
    const result = readText('{"remoteip":"192.0.2.1","bucket":"b"}\n{"broken":\n[1]\n')
    expect(result.account.rejected).toEqual({ 'no-operation': 2, 'invalid-json': 1 })
    expectBalance(result)
  })
})

describe('whatever comes', () => {
  const lines = [
    line('A'),
    line('B', 'k', '"Mozilla/5.0'),
    line('Ü', 'ü'),
    `${owner} b [25/Mar/2025:19:28:02 +0000] - AmazonS3 366DB3C4 S3.EXPIRE.OBJECT a "-" - - - 317 - - "-" "-" q D - -`,
    '{"operation":"REST.GET.OBJECT","remote_ip":"192.0.2.1"}',
    '',
    'nonsense',
  ]

  test('the same bytes give the same events, however they are cut', () => {
    const text = fc.array(fc.constantFrom(...lines), { maxLength: 8 }).map(parts => Buffer.from(parts.join('\n')))
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 12 }), (bytes, cuts) => {
        const borders = [0, ...cuts.filter(cut => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]
        const pieces = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end))
        expect(read(pieces)).toEqual(read([bytes]))
      }),
      { numRuns: 1000 },
    )
  })

  test('any bytes are accounted for', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), pieces => expectBalance(read(pieces))),
      { numRuns: 1000 },
    )
  })

  test('damaged lines never break the reader', () => {
    const bytes = Buffer.from(lines.join('\n'))
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(changes, made => {
        const damaged = Buffer.from(bytes)
        for (const [index, value] of made) damaged[index] = value
        expectBalance(read([damaged]))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('looksLikeAccessLog', () => {
  const kind = (text: string) => looksLikeAccessLog(Buffer.from(text))

  test('knows lines, also after ones that are broken', () => {
    expect(kind(line('A'))).toBe('line')
    expect(kind(`\ufeff\r\nbroken line\n${line('A')}\n`)).toBe('line')
    expect(kind(line('A').slice(0, 190))).toBe('line')
  })

  test('knows structured records in any spelling', () => {
    expect(kind('{"schema_version_id":"V_1_0","bucket_name":"b","remote_ip":"192.0.2.1","operation":"x"')).toBe('json')
    expect(kind('[\n {"remoteip":"192.0.2.1","bucket":"b","p_log_type":"x","p_row_id":"y","p_event_time":"z"}]')).toBe(
      'json',
    )
  })

  test.each([
    '',
    'hello',
    '192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326',
    '{"Records":[{"eventVersion":"1.08","key":"a","bucket":"b"}]}',
    '{"eventName":"GetObject","requester":"a","bucket":"b"}',
    '{"bucket":"b"}',
    '{"a":1,"b":2}',
    '\0\0\0\u001f',
  ])('does not know %j', text => {
    expect(kind(text)).toBeUndefined()
  })
})
