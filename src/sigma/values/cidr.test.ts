import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cidrContains, parseCidr } from './cidr.ts'
import { parseIpv6 } from './ip-address.ts'

function contains(range: string, address: string): boolean {
  const cidr = parseCidr(range)
  if (typeof cidr === 'string') throw new Error(cidr)
  return cidrContains(cidr, address)
}

test.each([
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['198.51.100.7', '198.51.100.7', true],
  ['198.51.100.7/32', '198.51.100.8', false],
  ['2001:db8::/32', '2001:DB8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['2001:db8:0:8000::/49', '2001:db8:0:7fff::', false],
  ['::/0', '192.0.2.1', false],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['192.0.2.0/24', '::ffff:192.0.2.1', true],
  ['192.0.2.0/24', '::ffff:c000:0201', true],
  ['::ffff:0:0/96', '::ffff:192.0.2.1', true],
  ['192.0.2.0/24', 's3.amazonaws.com', false],
  ['192.0.2.0/24', '192.0.2.1:443', false],
  ['192.0.2.0/24', '192.0.2.01', false],
  ['192.0.2.0/24', '', false],
])('%s holds %s: %s', (range, address, expected) => {
  expect(contains(range, address)).toBe(expected)
})

test.each(['10.1.2.3/8', '2001:db8::1/32', '192.0.2.0/33', '::/129', '192.0.2.0/', '192.0.2/24', 'a', '1.2.3.4/1/2'])(
  '%s is refused with a reason',
  range => {
    expect(parseCidr(range)).toEqual(expect.any(String))
  },
)

test.each([
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4::5:6:7:8',
  ':1',
  '12345::',
  'fe80::1%eth0',
  ':::',
])('%s is no IPv6 address', text => {
  expect(parseIpv6(text)).toBeUndefined()
})

test('an IPv4 range agrees with arithmetic on the 32-bit number', () => {
  const write = (number: number): string => [24, 16, 8, 0].map(shift => (number >>> shift) & 255).join('.')
  const number = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(
    fc.property(
      number,
      fc.integer({ min: 0, max: 32 }),
      number,
      fc.integer({ min: 0, max: 31 }),
      (a, bits, b, flip) => {
        const size = 2 ** (32 - bits)
        const base = Math.floor(a / size) * size
        // Half of the addresses differ from the base in one bit only, so that both answers are common.
        for (const address of [b, (base ^ (1 << flip)) >>> 0]) {
          const expected = address >= base && address < base + size
          expect(contains(`${write(base)}/${bits}`, write(address))).toBe(expected)
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

test('an IPv6 address is read the same in full and as URLs shorten it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0, 1, 0xffff, 0x2001), { minLength: 8, maxLength: 8 }), groups => {
      const full = groups.map(group => group.toString(16)).join(':')
      const short = new URL(`http://[${full}]`).hostname.slice(1, -1)
      expect(parseIpv6(full)).toEqual(groups)
      expect(parseIpv6(short)).toEqual(groups)
    }),
    { numRuns: 1_000 },
  )
})
