import { BoundedCache } from '#primitives'
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from './ip-address.ts'

/** Where a request came from. Either an address or the DNS name of an AWS service, never both. */
export interface Network {
  /** IPv4 or IPv6 address in canonical text form. */
  readonly ip?: string
  /** The /24 of an IPv4 or the /48 of an IPv6 address, in CIDR notation. */
  readonly prefix?: string
  /** `cloudtrail.amazonaws.com`, `AWS Internal`: the source address field held a service's name. */
  readonly service?: string
  /** The address is not routable on the internet (RFC 1918, 6598, 4193, loopback, link-local). */
  readonly private?: boolean
  readonly vpcEndpoint?: string
  /** ISO 3166 alpha-2; only with an MMDB file. */
  readonly country?: string
  readonly city?: string
  /** Autonomous system, e.g. `AS64500`; only with an MMDB file. */
  readonly asn?: string
  readonly asOrg?: string
}

const networks = new BoundedCache<string, Network>(20_000)
const endpointNetworks = new BoundedCache<string, BoundedCache<string, Network>>(500)
const nowhere: Network = {}

/**
 * Reads what a log says about where a request came from: an address, the DNS name of an AWS service, or nothing (`-`,
 * empty, or a text that is neither). Results are shared between callers.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function networkOf(address: string | undefined | null, vpcEndpoint?: string): Network {
  const text = address ?? ''
  if (vpcEndpoint) return networkBehind(vpcEndpoint, text)
  let network = networks.get(text)
  if (network === undefined) {
    network = readNetwork(text.trim())
    networks.set(text, network)
  }
  return network
}

function networkBehind(vpcEndpoint: string, address: string): Network {
  let perAddress = endpointNetworks.get(vpcEndpoint)
  if (perAddress === undefined) {
    perAddress = new BoundedCache(1_000)
    endpointNetworks.set(vpcEndpoint, perAddress)
  }
  let network = perAddress.get(address)
  if (network === undefined) {
    network = { ...networkOf(address), vpcEndpoint }
    perAddress.set(address, network)
  }
  return network
}

function readNetwork(text: string): Network {
  const address = parseIPv4(text)
  if (address >= 0) return networkOfIPv4(address)
  if (text.includes(':')) {
    const groups = parseIPv6(text)
    if (groups) return networkOfIPv6(groups)
  }
  return isServiceName(text) ? { service: text } : nowhere
}

function networkOfIPv4(address: number): Network {
  const ip = formatIPv4(address)
  return { ip, prefix: `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`, private: isPrivateIPv4(address) }
}

function networkOfIPv6(groups: readonly number[]): Network {
  const [first = 0, second = 0, third = 0, , , sixth, seventh = 0, eighth = 0] = groups
  const onlyLow = groups.slice(0, 5).every(group => group === 0)
  if (onlyLow && sixth === 0xffff) return networkOfIPv4(seventh * 65_536 + eighth)
  const loopback = onlyLow && sixth === 0 && seventh === 0 && eighth === 1
  const uniqueLocal = (first & 0xfe00) === 0xfc00
  const linkLocal = (first & 0xffc0) === 0xfe80
  return {
    ip: formatIPv6(groups),
    prefix: `${formatIPv6([first, second, third, 0, 0, 0, 0, 0])}/48`,
    private: loopback || uniqueLocal || linkLocal,
  }
}

function isPrivateIPv4(address: number): boolean {
  const first = address >>> 24
  const second = (address >>> 16) & 255
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254)
  )
}

/** `cloudtrail.amazonaws.com`, `AWS Internal`, `AWS Internal/lambda`: a DNS name has a letter and a dot, and no spaces. */
const isServiceName = (text: string): boolean =>
  /^aws internal\b/i.test(text) || (/^[a-z0-9][a-z0-9._-]*\.[a-z0-9-]+$/i.test(text) && /[a-z]/i.test(text))
