import { parseIPv4, parseIPv6 } from './ip-address.ts'

/** Addresses from `start` to `end`, both included. */
interface Range {
  readonly version: 4 | 6
  readonly start: bigint
  readonly end: bigint
}

/** `192.0.2.0/24`, `2001:db8::/32`, or a single address; undefined for anything else. */
function parseCidr(text: string): Range | undefined {
  const [address = '', length, ...more] = text.trim().split('/')
  const value = valueOf(address)
  if (value === undefined || more.length > 0) return undefined
  const bits = value.version === 4 ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined
  const prefix = length === undefined ? bits : Number(length)
  if (prefix > bits) return undefined
  const size = 1n << BigInt(bits - prefix)
  const start = value.number & ~(size - 1n)
  return { version: value.version, start, end: start + size - 1n }
}

export const isCidr = (text: string): boolean => parseCidr(text) !== undefined

function valueOf(address: string): { readonly version: 4 | 6; readonly number: bigint } | undefined {
  const four = parseIPv4(address)
  if (four >= 0) return { version: 4, number: BigInt(four) }
  const groups = address.includes(':') ? parseIPv6(address) : undefined
  return groups && { version: 6, number: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) }
}

/** Networks, asked by address: a search by halves, so that a list of a million known addresses costs twenty steps. */
export class CidrSet {
  readonly #ranges: Readonly<Record<4 | 6, readonly Range[]>>

  /** What is no CIDR is left out; the configuration refuses it before. */
  constructor(cidrs: readonly string[]) {
    const ranges = cidrs.flatMap(text => parseCidr(text) ?? [])
    this.#ranges = {
      4: joined(ranges.filter(({ version }) => version === 4)),
      6: joined(ranges.filter(({ version }) => version === 6)),
    }
  }

  has(address: string): boolean {
    const value = valueOf(address)
    if (value === undefined) return false
    const ranges = this.#ranges[value.version]
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      const range = ranges[middle]
      if (range !== undefined && range.end < value.number) low = middle + 1
      else high = middle
    }
    const found = ranges[low]
    return found !== undefined && found.start <= value.number
  }
}

/** In order, and none inside of another. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const apart: Range[] = []
  for (const range of ranges.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))) {
    const last = apart.at(-1)
    if (last === undefined || range.start > last.end) apart.push(range)
    else if (range.end > last.end) apart[apart.length - 1] = { ...last, end: range.end }
  }
  return apart
}
