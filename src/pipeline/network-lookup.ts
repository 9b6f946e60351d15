import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Reader } from 'maxmind'
import type { Network } from '#events'
import { BoundedCache, failure, isObject, type JsonValue, ok, type Result, systemReason } from '#primitives'

/** The bundled CC0 country table, built from the registries' delegation files. */
export function defaultDatabase(): string {
  return createRequire(import.meta.url).resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb')
}

export type NetworkLookup = (network: Network) => Network

/**
 * Adds country, city and autonomous system from MMDB files (MaxMind's, IPinfo's, IPLocate's, db-ip's layouts) to a
 * network. A later file adds to, and wins over, an earlier one.
 */
export function openNetworkLookup(files: readonly string[]): Result<NetworkLookup> {
  const readers: Reader<never>[] = []
  for (const file of files) {
    try {
      readers.push(new Reader(readFileSync(file)))
    } catch (error) {
      // What the reader stumbles over in other files ("Unknown type 130 at offset 1") tells nobody anything.
      const isSystem = error instanceof Error && 'syscall' in error
      const message = isSystem
        ? `it cannot be read: ${systemReason(error)}`
        : 'this is not a MaxMind DB file; --mmdb takes the .mmdb of a country, city or ASN database'
      return failure({ code: 'mmdb', message, at: { file }, expected: 'a MaxMind DB file' })
    }
  }
  const located = new BoundedCache<string, Network>(65_536)
  return ok(network => {
    if (network.ip === undefined || network.private) return network
    const cacheKey = network.vpcEndpoint === undefined ? network.ip : `${network.ip} ${network.vpcEndpoint}`
    let result = located.get(cacheKey)
    if (!result) {
      result = { ...network }
      for (const reader of readers) Object.assign(result, readLocation(lookUp(reader, network.ip)))
      located.set(cacheKey, result)
    }
    return result
  })
}

function lookUp(reader: Reader<never>, ip: string): JsonValue {
  try {
    const found: unknown = reader.get(ip)
    return (found ?? null) as JsonValue
  } catch {
    return null // an IPv6 address asked of an IPv4-only file
  }
}

type Location = Pick<Network, 'country' | 'city' | 'asn' | 'asOrg'>

function readLocation(entry: JsonValue): Location {
  if (!isObject(entry)) return {}
  const country = text(entry['country_code']) ?? text(entry['country']) ?? inside(entry['country'], 'iso_code')
  const city = text(entry['city']) ?? inside(isObject(entry['city']) ? entry['city']['names'] : undefined, 'en')
  const number = entry['autonomous_system_number'] ?? entry['asn'] ?? entry['as_number']
  const asOrg =
    text(entry['autonomous_system_organization']) ?? text(entry['as_name']) ?? text(entry['as_organization'])
  return {
    ...(country !== undefined && { country }),
    ...(city !== undefined && { city }),
    ...(typeof number === 'number' && { asn: `AS${number}` }),
    ...(typeof number === 'string' && number !== '' && { asn: number.startsWith('AS') ? number : `AS${number}` }),
    ...(asOrg !== undefined && { asOrg }),
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const inside = (value: unknown, key: string): string | undefined => (isObject(value) ? text(value[key]) : undefined)
