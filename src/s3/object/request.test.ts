import { expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import type { JsonObject } from '#primitives'
import { readFacts } from '../read-facts.ts'
import { event, lineFacts, time } from '../testing/facts-of.ts'

const address = { ip: '192.0.2.1' }
const sent = (additionalEventData: JsonObject, raw: JsonObject = {}, more: Partial<ActivityEvent> = {}) =>
  readFacts({ ...event, action: 'GetObject', network: address, ...more, raw: { additionalEventData, ...raw } }).request
const line = (raw: JsonObject, more: Partial<ActivityEvent> = {}) =>
  lineFacts('REST.GET.OBJECT', { cipher_suite: null, tls_version: null, ...raw }, { network: address, ...more }).request

const presigned = { AuthenticationMethod: 'QueryString', SignatureVersion: 'SigV4', CipherSuite: 'x' }
const validFor = (seconds: string, more: JsonObject = {}) => ({
  requestParameters: { key: 'a', 'X-Amz-Expires': seconds, ...more },
})

test('a request signed in its query is presigned, with its validity', () => {
  expect(sent(presigned, validFor('604800'))).toEqual({
    presigned: true,
    expiresSeconds: 604_800,
    plainHttp: false,
    signatureVersion: 'SigV4',
  })
  expect(sent(presigned, { requestParameters: { Expires: String(time / 1000 + 60) } })?.expiresSeconds).toBe(60)
  expect(sent({ ...presigned, AuthenticationMethod: 'AuthHeader' }, validFor('300'))).toEqual({
    presigned: false,
    plainHttp: false,
    signatureVersion: 'SigV4',
  })
  expect(sent({ CipherSuite: 'x' })?.presigned).toBeUndefined()
})

test('what the S3 console signs for itself is not presigned', () => {
  const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' }
  const shown = validFor('300', { 'response-content-disposition': 'inline' })
  expect(sent(presigned, shown, browser)?.presigned).toBe(false)
  expect(sent(presigned, { ...validFor('300'), sessionCredentialFromConsole: 'true' })?.presigned).toBe(false)
  expect(sent(presigned, {}, { userAgent: 'S3Console/0.4' })?.presigned).toBe(false)
  expect(sent(presigned, validFor('300'), browser)?.presigned).toBe(true)
  expect(sent(presigned, validFor('3600', { 'response-content-disposition': 'inline' }), browser)?.presigned).toBe(true)
  expect(sent(presigned, { ...validFor('86400'), sessionCredentialFromConsole: 'true' })?.presigned).toBe(true)
})

test('a record that counts bytes and names no cipher is of a request without TLS', () => {
  expect(sent({ bytesTransferredIn: 0, SignatureVersion: 'SigV4' })?.plainHttp).toBe(true)
  expect(sent({ bytesTransferredOut: 89.0 })?.plainHttp).toBe(true)
  expect(sent({ bytesTransferredIn: 0, CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256' })?.plainHttp).toBe(false)
  expect(sent({ bytesTransferredIn: 0 }, { tlsDetails: { tlsVersion: 'TLSv1.3' } })?.plainHttp).toBe(false)
})

test('of old records, of AWS’s own calls, and of records without such data, nobody can say', () => {
  expect(sent({ SignatureVersion: 'SigV2', AuthenticationMethod: 'AuthHeader' })?.plainHttp).toBeUndefined()
  expect(sent({ 'x-amz-id-2': 'x' })?.plainHttp).toBeUndefined()
  expect(
    sent({ bytesTransferredIn: 0 }, {}, { network: { service: 'cloudtrail.amazonaws.com' } })?.plainHttp,
  ).toBeUndefined()
  expect(readFacts({ ...event, action: 'GetObject', raw: {} }).request).toBeUndefined()
})

test('lines of an access log tell the same', () => {
  const uri = 'GET /a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=86400&X-Amz-Signature=x HTTP/1.1'
  const signed = { signature_version: 'SigV4', authentication_type: 'QueryString', request_uri: uri }
  const secured = { cipher_suite: 'ECDHE-RSA-AES128-GCM-SHA256', tls_version: 'TLSv1.2' }
  expect(line({ ...signed, ...secured })).toEqual({
    presigned: true,
    expiresSeconds: 86_400,
    plainHttp: false,
    signatureVersion: 'SigV4',
  })
  expect(line({ ...signed, auth_type: 'AuthHeader', authentication_type: 'AuthHeader' })).toMatchObject({
    presigned: false,
    plainHttp: true,
  })
  const shown = uri.replace('86400', '300&response-content-disposition=inline')
  expect(line({ ...signed, request_uri: shown }, { userAgent: 'Mozilla/5.0' })?.presigned).toBe(false)
  expect(line({ cipher_suite: '-', tls_version: '-' })).toEqual({ plainHttp: true })
  expect(line({ cipher_suite: null, tls_version: 'TLSv1.2' })?.plainHttp).toBe(false)
})

test('lines that end before the cipher, and lines of S3’s own doings, tell nothing', () => {
  expect(lineFacts('REST.GET.OBJECT', { http_status: 200 }, { network: address }).request).toBeUndefined()
  expect(line({}, { network: {} })).toBeUndefined()
})
