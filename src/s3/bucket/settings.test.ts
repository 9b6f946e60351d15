import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const of = (action: string, parameters: JsonObject | null) => factsOf('s3', action, parameters)

test('a bucket becomes a website, or only redirects', () => {
  const website = (WebsiteConfiguration: JsonValue) =>
    of('PutBucketWebsite', { website: '', WebsiteConfiguration }).website
  expect(website({ IndexDocument: { Suffix: 'index.html' } })).toEqual({ enabled: true, removed: false })
  expect(website({ RedirectAllRequestsTo: { HostName: 'www.example.com' } })).toMatchObject({
    redirectHost: 'www.example.com',
  })
  const RoutingRule = { Condition: { KeyPrefixEquals: 'a/' }, Redirect: { HostName: 'a.example.com' } }
  expect(website({ RoutingRules: { RoutingRule } })).toMatchObject({ redirectHost: 'a.example.com' })
  expect(
    website({ RoutingRules: { RoutingRule: { Redirect: { ReplaceKeyWith: 'b' } } } })?.redirectHost,
  ).toBeUndefined()
  expect(of('DeleteBucketWebsite', { website: '' }).website).toEqual({ enabled: false, removed: true })
  expect(of('GetBucketWebsite', { website: '' }).website).toBeUndefined()
})

test.each<[JsonValue, boolean, readonly string[]]>([
  [{ AllowedOrigin: '*', AllowedMethod: 'GET' }, true, ['GET']],
  [{ AllowedOrigin: ['https://example.com', '*'], AllowedMethod: ['GET', 'PUT'] }, true, ['GET', 'PUT']],
  [{ AllowedOrigin: 'https://*', AllowedMethod: 'PUT' }, true, ['PUT']],
  [
    [
      { AllowedOrigin: 'https://example.com', AllowedMethod: 'PUT' },
      { AllowedOrigin: '*', AllowedMethod: 'GET' },
    ],
    true,
    ['GET'],
  ],
  [{ AllowedOrigin: 'https://example.com', AllowedMethod: 'PUT' }, false, ['PUT']],
  [{ AllowedOrigin: 'https://*.example.com', AllowedMethod: 'PUT' }, false, ['PUT']],
])('CORS by %j is for every origin: %s', (CORSRule, anyOrigin, methods) => {
  expect(of('PutBucketCors', { cors: '', CORSConfiguration: { CORSRule } }).cors).toEqual({
    removed: false,
    anyOrigin,
    methods,
  })
})

test('CORS without rules says nothing, and can be deleted', () => {
  expect(of('PutBucketCors', { cors: '' }).cors).toEqual({ removed: false, methods: [] })
  expect(of('PutBucketCors', null).cors).toEqual({ removed: false, methods: [] })
  expect(of('DeleteBucketCors', { cors: '' }).cors).toEqual({ removed: true, methods: [] })
})

test('acceleration and who pays are switched on or off', () => {
  const accelerate = (Status: string) =>
    of('PutAccelerateConfiguration', { accelerate: '', AccelerateConfiguration: { Status } }).accelerate
  expect(accelerate('Enabled')).toBe(true)
  expect(accelerate('Suspended')).toBe(false)
  expect(of('PutAccelerateConfiguration', { accelerate: '' }).accelerate).toBeUndefined()
  const payer = (Payer: string) =>
    of('PutBucketRequestPayment', { RequestPaymentConfiguration: { Payer } }).requesterPays
  expect(payer('Requester')).toBe(true)
  expect(payer('BucketOwner')).toBe(false)
  expect(of('PutBucketRequestPayment', null).requesterPays).toBeUndefined()
})
