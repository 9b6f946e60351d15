import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CidrSet, isCidr } from './cidr-set.ts'
import { environmentOf, noSettings } from './environment.ts'
import { GlobSet } from './glob-set.ts'
import { formatIPv4 } from './ip-address.ts'

describe('a set of networks', () => {
  const networks = new CidrSet(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32', '192.0.2.128/25'])

  test.each([
    ['192.0.2.0', true],
    ['192.0.2.255', true],
    ['192.0.3.0', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::', false],
    ['not an address', false],
  ])('%s: %s', (address, isIn) => {
    expect(networks.has(address)).toBe(isIn)
  })

  test.each(['192.0.2.0/33', '192.0.2', '2001:db8::/129', '10.0.0.0/8/8', '192.0.2.0/', ''])('"%s" is none', text => {
    expect(isCidr(text)).toBe(false)
  })

  test('answers as going through the list one by one would', () => {
    const cidr = fc.tuple(fc.nat(0xff), fc.integer({ min: 20, max: 32 }))
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 30 }), fc.nat(0xffff), (cidrs, low) => {
        const address = (0xc0000000 + low) >>> 0
        const set = new CidrSet(cidrs.map(([third, length]) => `192.0.${third}.0/${length}`))
        const inOne = cidrs.some(([third, length]) => {
          const size = 2 ** (32 - length)
          const start = Math.floor((0xc0000000 + third * 256) / size) * size
          return address >= start && address < start + size
        })
        expect(set.has(formatIPv4(address))).toBe(inOne)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a set of globs', () => {
  test.each([
    ['logs', 'logs', true],
    ['logs', 'Logs', false],
    ['logs-*', 'logs-2026', true],
    ['*-logs', 'logs', false],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1b2b3', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*', '', true],
  ])('%s %s: %s', (glob, text, isIn) => {
    expect(new GlobSet([glob]).has(text)).toBe(isIn)
  })

  test('takes no longer for a text that nearly fits', () => {
    const started = performance.now()
    expect(new GlobSet([`${'*a'.repeat(50)}b`]).has('a'.repeat(20_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

test('a program is known by its ARN, its session, or its name', () => {
  const { isAutomation } = environmentOf({ ...noSettings, automation: ['deploy-*', 'arn:aws:iam::*:user/backup'] })
  const actor = (principal: string) => ({ kind: 'assumed-role', session: `${principal}/s`, principal }) as const
  expect(isAutomation(actor('arn:aws:iam::111122223333:role/ci/deploy-web'))).toBe(true)
  expect(isAutomation(actor('arn:aws:iam::111122223333:user/backup'))).toBe(true)
  expect(isAutomation(actor('arn:aws:iam::111122223333:role/deploy-web/admin'))).toBe(false)
})
