import { BoundedCache } from '#primitives'

/** What the endpoint in the host header says; nothing for a custom name. */
export interface HostFacts {
  readonly region?: string
  readonly bucket?: string
}

/** That of the line before: nearly always that of the next, and cheaper to compare than to look up. */
let lastHost: string | null = null
let lastFacts: HostFacts = {}
const hosts = new BoundedCache<string, HostFacts>(5_000)

/** Endpoints: https://docs.aws.amazon.com/general/latest/gr/s3.html, website endpoints included. */
const endpoint =
  /^(?:(.+)\.)?(?:s3|s3-website|s3-fips|s3-accesspoint|s3-accesspoint-fips|s3-external-1|s3-accelerate)(?:[.-]dualstack)?(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\.cn)?$/

/** Reads `bucket.s3.us-west-2.amazonaws.com`, `s3-us-west-2.amazonaws.com`, `s3.dualstack.us-west-2.amazonaws.com`, ... */
export function hostFacts(host: string | null): HostFacts {
  if (host === lastHost) return lastFacts
  const facts = host === null ? {} : (hosts.get(host) ?? remember(host, readHost(host)))
  lastHost = host
  lastFacts = facts
  return facts
}

function remember(host: string, facts: HostFacts): HostFacts {
  hosts.set(host, facts)
  return facts
}

function readHost(host: string): HostFacts {
  const parts = host.length > 300 ? null : endpoint.exec(host.toLowerCase())
  if (!parts) return {}
  const [, label, region] = parts
  const isAccessPoint = host.toLowerCase().includes('.s3-accesspoint')
  return {
    ...(region === undefined ? {} : { region }),
    ...(label === undefined || isAccessPoint ? {} : { bucket: label }),
  }
}
