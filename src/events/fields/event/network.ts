import type { Network } from '../../network.ts'
import type { Field, FieldGroup, FieldType, FieldValue } from '../field.ts'
import { eventField } from './event.ts'

const address = 'CloudTrail `sourceIPAddress`, access log remote IP'
const database = 'an MMDB file, looked up by `network.ip`'

const networkField = (
  name: string,
  type: FieldType,
  meaning: string,
  source: string,
  read: (network: Network) => FieldValue,
): Field =>
  eventField(`network.${name}`, type, meaning, { source, paths: ['sourceIPAddress', 'vpcEndpointId'] }, event =>
    read(event.network),
  )

export const networkFields: FieldGroup = {
  title: 'The network',
  about: 'Where the request came from: an address, or the DNS name of an AWS service, never both.',
  fields: [
    networkField('ip', 'ip', 'The IPv4 or IPv6 address in its canonical form.', address, network => network.ip),
    networkField(
      'prefix',
      'string',
      'The /24 of an IPv4 address, the /48 of an IPv6 address.',
      address,
      network => network.prefix,
    ),
    networkField(
      'service',
      'string',
      'The AWS service that called, e.g. `cloudtrail.amazonaws.com` or `AWS Internal`.',
      address,
      network => network.service,
    ),
    networkField(
      'source',
      'string',
      'The address, else the service, else the VPC endpoint: whatever is known.',
      address,
      network => network.ip ?? network.service ?? network.vpcEndpoint,
    ),
    networkField(
      'private',
      'boolean',
      'The address is not routable on the internet (RFC 1918, 6598, 4193, loopback, link-local).',
      address,
      network => network.private,
    ),
    networkField(
      'vpc_endpoint',
      'string',
      'The VPC endpoint the request passed.',
      'CloudTrail `vpcEndpointId`',
      network => network.vpcEndpoint,
    ),
    networkField('country', 'string', 'Country, ISO 3166 alpha-2.', database, network => network.country),
    networkField('city', 'string', 'City, where the file has cities.', database, network => network.city),
    networkField('asn', 'string', 'Autonomous system, e.g. `AS64500`.', database, network => network.asn),
    networkField('as_org', 'string', 'Who runs the autonomous system.', database, network => network.asOrg),
  ],
}
