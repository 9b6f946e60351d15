import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test('an IPv4 address has its /24 as prefix', () => {
  expect(networkOf('203.0.113.77')).toEqual({ ip: '203.0.113.77', prefix: '203.0.113.0/24', private: false })
})

test.each([
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', '2001:db8::/48'],
  ['2001:0db8:0012:0000:0000:0000:0000:0001', '2001:db8:12::1', '2001:db8:12::/48'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1', '2001:db8::/48'],
  ['::', '::', '::/48'],
  ['2001:db8::192.0.2.1', '2001:db8::c000:201', '2001:db8::/48'],
])('%s is written %s, with prefix %s', (text, ip, prefix) => {
  expect(networkOf(text)).toEqual({ ip, prefix, private: false })
})

test('an IPv4 address mapped into IPv6 is the IPv4 address', () => {
  expect(networkOf('::ffff:198.51.100.7')).toEqual(networkOf('198.51.100.7'))
  expect(networkOf('::FFFF:C633:6407')).toEqual(networkOf('198.51.100.7'))
})

test.each([
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '169.254.169.254',
  'fd12:3456::1',
  'fe80::1',
  '::1',
])('%s is private', address => {
  expect(networkOf(address).private).toBe(true)
})

test.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '192.169.0.1', '11.0.0.1', '2001:db8::1'])(
  '%s is not private',
  address => {
    expect(networkOf(address).private).toBe(false)
  },
)

test.each([
  'cloudtrail.amazonaws.com',
  'AWS Internal',
  'AWS Internal/lambda',
  'ec2.application-autoscaling.amazonaws.com',
])('%s names a service', name => {
  expect(networkOf(name)).toEqual({ service: name })
})

test.each([
  '-',
  '',
  undefined,
  null,
  'HIDDEN',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1..2.3',
  ':::',
  '1:2:3',
  'g::1',
])('%s says nothing about the network', text => {
  expect(networkOf(text)).toEqual({})
})

test('a request through a VPC endpoint names the endpoint and the address', () => {
  const network = networkOf('10.0.4.7', 'vpce-0123456789abcdef0')
  expect(network).toEqual({
    ip: '10.0.4.7',
    prefix: '10.0.4.0/24',
    private: true,
    vpcEndpoint: 'vpce-0123456789abcdef0',
  })
  expect(networkOf('10.0.4.7')).not.toHaveProperty('vpcEndpoint')
  expect(networkOf('-', 'vpce-0123456789abcdef0')).toEqual({ vpcEndpoint: 'vpce-0123456789abcdef0' })
})

test('the canonical form of an address is its own canonical form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
      const { ip } = networkOf(text)
      expect(ip).toBeDefined()
      expect(networkOf(ip).ip).toBe(ip)
    }),
    { numRuns: 1_000 },
  )
})

test('any text is read without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      networkOf(text)
    }),
    { numRuns: 1_000 },
  )
})
