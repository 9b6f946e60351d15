import { type Address, mappedIpv4, parseIpv4, parseIpv6 } from './ip-address.ts'

/** A range of addresses: the address and, for each of its numbers, which bits count. */
export interface Cidr {
  readonly address: Address
  readonly mask: readonly number[]
}

/** Reads `192.0.2.0/24`, `2001:db8::/32`, or one address alone; otherwise says in words what is wrong. */
export function parseCidr(text: string): Cidr | string {
  const [base = '', length, ...more] = text.split('/')
  const address = parseIpv4(base) ?? parseIpv6(base)
  if (address === undefined || more.length > 0) {
    return 'expected a range like `192.0.2.0/24` or `2001:db8::/32`'
  }
  const width = address.length === 4 ? 8 : 16
  const bits = length === undefined ? address.length * width : /^\d{1,3}$/.test(length) ? Number(length) : Infinity
  if (bits > address.length * width) return `the part after \`/\` must be a number from 0 to ${address.length * width}`
  const mask = address.map((_, index) => maskOf(width, bits - index * width))
  // A range with bits set behind its prefix is a typing error more often than not: nobody means 10.1.2.3/8.
  if (!isIn(address, { address, mask: mask.map(kept => ~kept) }, 0)) {
    return `it has bits set behind its first ${bits}`
  }
  return { address, mask }
}

/** An IPv4-mapped IPv6 address is in the ranges of either family. */
export function cidrContains(cidr: Cidr, text: string): boolean {
  if (cidr.address.length === 8) {
    const address = parseIpv6(text)
    return address !== undefined && isIn(address, cidr)
  }
  const address = text.includes(':') ? mapped(text) : parseIpv4(text)
  return address !== undefined && isIn(address, cidr)
}

function mapped(text: string): Address | undefined {
  const address = parseIpv6(text)
  return address && mappedIpv4(address)
}

const maskOf = (width: number, bits: number): number => {
  const kept = Math.min(Math.max(bits, 0), width)
  return ((1 << width) - 1) & ~((1 << (width - kept)) - 1)
}

function isIn(address: Address, cidr: Cidr, wanted?: number): boolean {
  for (let index = 0; index < address.length; index++) {
    const mask = cidr.mask[index] ?? 0
    const expected = wanted ?? (cidr.address[index] ?? 0) & mask
    if (((address[index] ?? 0) & mask) !== expected) return false
  }
  return true
}
