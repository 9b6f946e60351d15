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
