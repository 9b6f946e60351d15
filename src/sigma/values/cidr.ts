import { type Address, mappedIpv4, parseIpv4, parseIpv6 } from './ip-address.ts'

/** A range of addresses: its first address and, for each of the address's numbers, which bits count. */
export interface Cidr {
  readonly address: Address
  readonly mask: readonly number[]
}

/** Reads `192.0.2.0/24`, `2001:db8::/32`, or one address alone; otherwise says in words what is wrong. */
export function parseCidr(text: string): Cidr | string {
  const [base = '', length, ...more] = text.split('/')
  const address = parseIpv4(base) ?? parseIpv6(base)
  if (address === undefined || more.length > 0) return 'expected a range like `192.0.2.0/24` or `2001:db8::/32`'
  const width = address.length * 16
  const bits = length === undefined ? width : /^\d{1,3}$/.test(length) ? Number(length) : Infinity
  if (bits > width) return `the part after \`/\` must be a number from 0 to ${width}`
  const mask = address.map((_, index) => maskOf(bits - index * 16))
  // A range with bits set behind its prefix is a typing error more often than not: nobody means 10.1.2.3/8.
  const isExact = address.every((group, index) => (group & ~(mask[index] ?? 0)) === 0)
  return isExact ? { address, mask } : `it has bits set behind its first ${bits}`
}

/** An IPv4-mapped IPv6 address is in the ranges of either family. */
export function cidrContains(cidr: Cidr, text: string): boolean {
  const address = text.includes(':') ? parseIpv6(text) : parseIpv4(text)
  const comparable = address?.length === 8 && cidr.address.length === 2 ? mappedIpv4(address) : address
  if (comparable?.length !== cidr.address.length) return false
  for (let index = 0; index < comparable.length; index++) {
    if (((comparable[index] ?? 0) & (cidr.mask[index] ?? 0)) !== cidr.address[index]) return false
  }
  return true
}

/** The mask of 16 bits of which the first `bits` count. */
const maskOf = (bits: number): number => (0xffff << (16 - Math.min(Math.max(bits, 0), 16))) & 0xffff
