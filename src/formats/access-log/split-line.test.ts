import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccessLogRecord, fieldNames } from './access-log-record.ts'
import { splitLine } from './split-line.ts'

const owner = 'a'.repeat(64)
const head = `${owner} amzn-s3-demo-bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3`
const tail = '- s9lzHYrFp76ZVxRcpX9+5c= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader s3.us-west-1.amazonaws.com TLSV1.2'

function read(line: string): AccessLogRecord {
  const split = splitLine(line)
  if (!split.ok) throw new Error(`${split.fault.code} at ${split.fault.column}: ${split.fault.expected}`)
  return split.record
}

const fault = (line: string) => {
  const split = splitLine(line)
  return split.ok ? undefined : split.fault.code
}

/** A line with the given request-URI, referer and user agent as S3 writes them: quoted, with nothing escaped. */
const quoting = (uri: string, referer: string, agent: string) =>
  `${head} - 3E57427F3EXAMPLE REST.GET.OBJECT k "${uri}" 404 NoSuchKey 272 - 9 - "${referer}" "${agent}" ${tail}`

describe('a well-formed line', () => {
  test('of today has 27 fields', () => {
    const line = `${head} ${owner} 3E57427F3EXAMPLE REST.PUT.OBJECT a/b.txt "PUT /a/b.txt HTTP/1.1" 200 - 10 4406583 41754 28 "https://example.com/" "aws-cli/2.15.0" v1 ${tail.slice(2)} arn:aws:s3:us-west-1:123456789012:accesspoint/example Yes us-east-1`
    expect(read(line)).toEqual({
      bucket_owner: owner,
      bucket: 'amzn-s3-demo-bucket',
      time: '06/Feb/2019:00:00:38 +0000',
      remote_ip: '192.0.2.3',
      requester: owner,
      request_id: '3E57427F3EXAMPLE',
      operation: 'REST.PUT.OBJECT',
      key: 'a/b.txt',
      request_uri: 'PUT /a/b.txt HTTP/1.1',
      http_status: 200,
      error_code: null,
      bytes_sent: 10,
      object_size: 4406583,
      total_time: 41754,
      turn_around_time: 28,
      referer: 'https://example.com/',
      user_agent: 'aws-cli/2.15.0',
      version_id: 'v1',
      host_id: 's9lzHYrFp76ZVxRcpX9+5c=',
      signature_version: 'SigV4',
      cipher_suite: 'ECDHE-RSA-AES128-GCM-SHA256',
      authentication_type: 'AuthHeader',
      host_header: 's3.us-west-1.amazonaws.com',
      tls_version: 'TLSV1.2',
      access_point_arn: 'arn:aws:s3:us-west-1:123456789012:accesspoint/example',
      acl_required: 'Yes',
      source_region: 'us-east-1',
    })
  })

  test('of 2014 ends with the version id, of 2019 with the TLS version', () => {
    const start = `${head} - 3E57427F3EXAMPLE REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4"`
    expect(splitLine(`${start} -`)).toMatchObject({ ok: true, record: { version_id: null, host_id: null } })
    expect(splitLine(`${start} -`)).not.toHaveProperty('cutAfter')
    expect(read(`${start} ${tail}`)).toMatchObject({ tls_version: 'TLSV1.2', access_point_arn: null })
  })

  test('of the future keeps the fields that have no name yet', () => {
    const line = `${quoting('GET /k HTTP/1.1', '-', '-')} - - us-east-1 NewField - Another`
    expect(read(line)).toMatchObject({
      source_region: 'us-east-1',
      extra_1: 'NewField',
      extra_2: null,
      extra_3: 'Another',
    })
  })

  test('of a key in a bulk deletion has no request of its own', () => {
    const line = `${head} - 8CD7A4A71E2E5C9E BATCH.DELETE.OBJECT a.war - 204 - - 344017 - - - - - ${tail.slice(2)}`
    expect(read(line)).toMatchObject({
      operation: 'BATCH.DELETE.OBJECT',
      key: 'a.war',
      request_uri: null,
      http_status: 204,
      object_size: 344017,
      referer: null,
      user_agent: null,
      version_id: null,
      host_id: 's9lzHYrFp76ZVxRcpX9+5c=',
    })
  })

  test('of a lifecycle rule has no status', () => {
    const line = `${owner} b [25/Mar/2025:19:28:02 +0000] - AmazonS3 366DB3C4 S3.EXPIRE.OBJECT a.sst "-" - - - 317 - - "-" "-" qsEq9 DMlPb9 - - - - - - -`
    expect(read(line)).toMatchObject({ remote_ip: null, request_uri: null, http_status: null, object_size: 317 })
  })

  test.each(['S3.COMPUTE.OBJECT.CHECKSUM', 'SOAP.CreateBucket', 'WEBSITE.GET.OBJECT', 'REST.COPY.OBJECT_GET'])(
    'may have the operation %s, and a request id with hyphens',
    operation => {
      const line = `${head} - 6a1b-4c2d-EXAMPLE ${operation} k "GET /k HTTP/1.1" 200 - 1 - 7 - "-" "-" -`
      expect(read(line)).toMatchObject({ operation, request_id: '6a1b-4c2d-EXAMPLE' })
    },
  )
})

describe('a line that escapes nothing', () => {
  test('may have a requester with spaces', () => {
    const requester = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE'
    const line = `${head} ${requester} 3E57427F REST.GET.OBJECT a.js "GET /a.js HTTP/1.1" 200 - 1 1 7 7 "-" "Amazon CloudFront" ${tail}`
    expect(read(line)).toMatchObject({
      requester,
      request_id: '3E57427F',
      key: 'a.js',
      user_agent: 'Amazon CloudFront',
    })
  })

  test('may have a key with spaces, with and without a request', () => {
    const quoted = `${head} - 3E57427F REST.GET.OBJECT my old file.txt "GET /my%20old%20file.txt HTTP/1.1" 200 - 1 1 7 7 "-" "-" -`
    const bare = `${head} - 3E57427F BATCH.DELETE.OBJECT my - old - file.txt - 204 - - 7 - - - - - h`
    expect(read(quoted)).toMatchObject({ key: 'my old file.txt', request_uri: 'GET /my%20old%20file.txt HTTP/1.1' })
    expect(read(bare)).toMatchObject({ key: 'my - old - file.txt', http_status: 204, host_id: 'h' })
  })

  test('may have two spaces where one belongs', () => {
    const line = quoting('GET /k HTTP/1.1', '-', 'Boto3').replace('192.0.2.3 -', '192.0.2.3  -')
    expect(read(line)).toMatchObject({ remote_ip: '192.0.2.3', requester: null, request_id: '3E57427F3EXAMPLE' })
  })

  test('may have a payload with quotes in its URI and referer', () => {
    const payload = '//?s=index/write&content=<?php$p%20=%20"x";explode(".","a.b");?>'
    const agent = 'Mozilla/5.0 (compatible; Example/2.0; +http://www.example.com/bot.html)'
    expect(read(quoting(`GET ${payload} HTTP/1.1`, `https://b.s3.amazonaws.com${payload}`, agent))).toMatchObject({
      request_uri: `GET ${payload} HTTP/1.1`,
      http_status: 404,
      error_code: 'NoSuchKey',
      referer: `https://b.s3.amazonaws.com${payload}`,
      user_agent: agent,
    })
  })

  test('may have a presigned URI with a file name in quotes, with spaces too', () => {
    const uri = 'GET /k?response-content-disposition=attachment;filename="x y.nwb"&X-Amz-Expires=3600 HTTP/1.1'
    expect(read(quoting(uri, '-', 'curl/8.5.0'))).toMatchObject({ request_uri: uri, user_agent: 'curl/8.5.0' })
  })

  test('may have a user agent whose opening quote is doubled, or that has quotes inside', () => {
    for (const agent of ['"Mozilla/5.0 (X11)', 'a "quoted" word', '"', 'x" "y']) {
      expect(read(quoting('GET /k HTTP/1.1', '-', agent))).toMatchObject({ referer: null, user_agent: agent })
    }
  })

  test('cannot be made to say another status by a user agent', () => {
    const agent = 'x" - - - HTTP/1.1" 200 - 1 1 1 1 "-" "curl'
    expect(read(quoting('GET /k HTTP/1.1', '-', agent))).toMatchObject({ http_status: 404, user_agent: agent })
  })

  test('may have IPv6 addresses and offsets', () => {
    const line = quoting('GET /k HTTP/1.1', '-', '-').replace('192.0.2.3', '2001:db8::1').replace('+0000', '-0330')
    expect(read(line)).toMatchObject({ remote_ip: '2001:db8::1', time: '06/Feb/2019:00:00:38 -0330' })
  })
})

describe('a line that is cut', () => {
  const whole = quoting('GET /k HTTP/1.1', '-', 'S3Console/0.4')
  const upTo = (text: string) => whole.slice(0, whole.indexOf(text) + text.length)

  test('is used once it tells the status, and says where it ends', () => {
    expect(splitLine(upTo('404'))).toMatchObject({ ok: true, cutAfter: 'http_status', record: { error_code: null } })
    expect(splitLine(upTo('272 - 9 -'))).toMatchObject({ ok: true, cutAfter: 'turn_around_time' })
    expect(splitLine(upTo('"-"'))).toMatchObject({ ok: true, cutAfter: 'referer' })
    expect(splitLine(upTo('"S3Con'))).toMatchObject({ ok: true, cutAfter: 'referer', record: { user_agent: null } })
    expect(splitLine(upTo('S3Console/0.4"'))).toMatchObject({ ok: true, cutAfter: 'user_agent' })
  })

  test('is refused before that, since nothing tells whether the request succeeded', () => {
    for (const end of ['192.0.2.3', 'EXAMPLE', 'REST.GET.OBJECT', '"GET /k HT', 'HTTP/1.1"', 'HTTP/1.1" 40']) {
      expect(fault(upTo(end)), end).toBe(end.endsWith('40') ? 'malformed-line' : 'cut-line')
    }
  })
})

test.each([
  ['', 'malformed-line'],
  ['bad match', 'malformed-line'],
  ['192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326', 'malformed-line'],
  [`${head} - - REST.GET.OBJECT k "GET /k HTTP/1.1" OK - 1 - 7 - "-" "-" -`, 'malformed-line'],
  ['- - - - - - - - "-" - - - - - - "-" "-" -', 'no-operation'],
])('%j is a %s', (line, code) => {
  expect(fault(line)).toBe(code)
})

describe('any record', () => {
  const token = fc.stringMatching(/^[!#-~]{1,12}$/)
  const words = fc.stringMatching(/^[a-z%/+]{1,8}( {1,2}[a-z%/+]{1,8}){0,2}$/)
  const hostile = fc.stringMatching(/^[a-z" =?-]{0,16}$/)
  const number = fc.oneof(fc.constant('-'), fc.nat().map(String))
  const strict = fc.record({
    owner: token,
    bucket: token,
    ip: token,
    requester: fc.oneof(token, words),
    id: token.filter(text => !/^[A-Z0-9]+\.[A-Za-z]/.test(text)),
    operation: fc.constantFrom('REST.GET.OBJECT', 'S3.EXPIRE.OBJECT', 'SOAP.ListBucket', 'REST.PUT.PART'),
    key: words,
    path: hostile,
    status: fc.constantFrom('200', '304', '403', '-'),
    error: fc.constantFrom('-', 'AccessDenied'),
    numbers: fc.tuple(number, number, number, number),
    referer: hostile.filter(text => `${text}" "`.indexOf('" "') === text.length),
    agent: hostile,
    tail: fc.array(token, { minLength: 1, maxLength: 14 }),
  })

  test('is read back from its line, whatever quotes and spaces it holds', () => {
    fc.assert(
      fc.property(strict, made => {
        const uri = `GET ${made.path} HTTP/1.1`
        const quoted = `"${uri}" ${made.status} ${made.error} ${made.numbers.join(' ')} "${made.referer}" "${made.agent}"`
        const start = `${made.owner} ${made.bucket} [06/Feb/2019:00:00:38 +0000] ${made.ip} ${made.requester} ${made.id}`
        const record = read(`${start} ${made.operation} ${made.key} ${quoted} ${made.tail.join(' ')}`)
        const names = [...fieldNames, ...Object.keys(record).filter(name => name.startsWith('extra_'))]
        const written = [made.owner, made.bucket, '06/Feb/2019:00:00:38 +0000', made.ip, made.requester, made.id]
        written.push(made.operation, made.key, uri, made.status, made.error, ...made.numbers)
        written.push(made.referer, made.agent, ...made.tail)
        while (written.length < fieldNames.length) written.push('-')
        expect(names.map(name => String(record[name] ?? '-'))).toEqual(written)
      }),
      { numRuns: 2000 },
    )
  })

  test('is read without an exception from whatever text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-"[\] a-zA-Z.0-9]{0,200}$/))
    fc.assert(
      fc.property(text, line => {
        const split = splitLine(line)
        expect(split.ok || split.fault.expected.length > 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('takes time in proportion to its length, however odd', () => {
    for (const unit of ['" - 200 - ', '" 200 - 1 1 1 ', 'REST.GET.OBJECT ', '- ', '"" "', '"GET ', ' HTTP/1.1" ']) {
      const start = performance.now()
      splitLine(`${head} - ID REST.GET.OBJECT k ${unit.repeat(1_000_000 / unit.length)}`)
      expect(performance.now() - start).toBeLessThan(20_000)
    }
  })
})
