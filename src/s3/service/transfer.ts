import type { ActivityEvent, S3Facts, TransferFact } from '#events'
import { filledTextOf, listOf, memberOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

const calls: ReadonlySet<string> = new Set([
  'CreateServer',
  'UpdateServer',
  'CreateUser',
  'UpdateUser',
  'CreateAccess',
  'UpdateAccess',
  'CreateAgreement',
  'CreateConnector',
  'ImportSshPublicKey',
])

/**
 * Servers and users that give access to buckets by SFTP and the like. No real record with parameters was at hand: they are taken from
 * the API. A home directory is `/bucket/prefix`, given itself or as the target of a mapping.
 * https://docs.aws.amazon.com/transfer/latest/APIReference/API_CreateUser.html
 */
export function readTransferFacts(event: ActivityEvent): S3Facts | undefined {
  return calls.has(event.action) ? { transfer: readTransfer(event) } : undefined
}

function readTransfer(event: ActivityEvent): TransferFact {
  const parameters = parametersOf(event)
  const text = (name: string): string | undefined => filledTextOf(memberOf(parameters, name))
  const user = text('username')
  const role = text('role') ?? text('accessrole')
  const homeBucket = homesIn(event)
    .map(home => /^\/*([^/]+)/.exec(home)?.[1])
    .find(bucket => bucket !== undefined)
  const endpointType = text('endpointtype') ?? defaultEndpoint(event)
  return {
    ...(user !== undefined && { user }),
    ...(homeBucket !== undefined && { homeBucket }),
    ...(role !== undefined && { role }),
    ...(endpointType !== undefined && { endpointType }),
  }
}

/** With mappings, the home directory is a path among their names. */
function homesIn(event: ActivityEvent): readonly string[] {
  const parameters = parametersOf(event)
  const targets = listOf(memberOf(parameters, 'homedirectorymappings')).map(each => memberAt(each, 'target'))
  const homes =
    targets.length > 0 ? targets : [memberOf(parameters, 'homedirectory'), memberOf(parameters, 'basedirectory')]
  return homes.flatMap(home => filledTextOf(home) ?? [])
}

/** A server that is created without one has a public endpoint. */
const defaultEndpoint = ({ action, raw }: ActivityEvent): string | undefined =>
  action === 'CreateServer' && raw.requestParameters ? 'PUBLIC' : undefined
