import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { readStructText } from './struct-text.ts'

/**
 * Columns of Microsoft Sentinel's table AWSCloudTrail, and where CloudTrail has them:
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/awscloudtrail
 */
const sentinelColumns: Readonly<Record<string, string>> = {
  AdditionalEventData: 'additionalEventData',
  APIVersion: 'apiVersion',
  AwsEventId: 'eventID',
  AWSRegion: 'awsRegion',
  AwsRequestId_: 'requestID',
  Category: 'eventCategory',
  CipherSuite: 'tlsDetails.cipherSuite',
  ClientProvidedHostHeader: 'tlsDetails.clientProvidedHostHeader',
  ErrorCode: 'errorCode',
  ErrorMessage: 'errorMessage',
  EventName: 'eventName',
  EventSource: 'eventSource',
  EventTypeName: 'eventType',
  EventVersion: 'eventVersion',
  ManagementEvent: 'managementEvent',
  ReadOnly: 'readOnly',
  RecipientAccountId: 'recipientAccountId',
  RequestParameters: 'requestParameters',
  Resources: 'resources',
  ResponseElements: 'responseElements',
  ServiceEventDetails: 'serviceEventDetails',
  SessionCreationDate: 'userIdentity.sessionContext.attributes.creationDate',
  SessionIssuerAccountId: 'userIdentity.sessionContext.sessionIssuer.accountId',
  SessionIssuerArn: 'userIdentity.sessionContext.sessionIssuer.arn',
  SessionIssuerPrincipalId: 'userIdentity.sessionContext.sessionIssuer.principalId',
  SessionIssuerType: 'userIdentity.sessionContext.sessionIssuer.type',
  SessionIssuerUserName: 'userIdentity.sessionContext.sessionIssuer.userName',
  SessionMfaAuthenticated: 'userIdentity.sessionContext.attributes.mfaAuthenticated',
  SharedEventId: 'sharedEventID',
  SourceIpAddress: 'sourceIPAddress',
  TimeGenerated: 'eventTime',
  'TimeGenerated [UTC]': 'eventTime',
  TlsVersion: 'tlsDetails.tlsVersion',
  UserAgent: 'userAgent',
  UserIdentityAccessKeyId: 'userIdentity.accessKeyId',
  UserIdentityAccountId: 'userIdentity.accountId',
  UserIdentityArn: 'userIdentity.arn',
  UserIdentityInvokedBy: 'userIdentity.invokedBy',
  UserIdentityPrincipalid: 'userIdentity.principalId',
  UserIdentityType: 'userIdentity.type',
  UserIdentityUserId: 'userIdentity.onBehalfOf.userId',
  UserIdentityUserName: 'userIdentity.userName',
  VpcEndpointId: 'vpcEndpointId',
}

/** Members of records, and of callers and resources in them. SQL has them in lower case. */
const members =
  `additionalEventData apiVersion awsRegion errorCode errorMessage eventCategory eventID eventName eventSource eventTime
  eventType eventVersion managementEvent readOnly recipientAccountId requestID requestParameters resources responseElements
  serviceEventDetails sessionCredentialFromConsole sharedEventID sourceIPAddress tlsDetails userAgent userIdentity vpcEndpointId
  accessKeyId accountId ARNPrefix creationDate federatedProvider identityProvider identityStoreArn invokedBy mfaAuthenticated
  onBehalfOf principalId sessionContext sessionIssuer sourceIdentity userId userName webIdFederationData
  cipherSuite clientProvidedHostHeader tlsVersion`.split(/\s+/)

const memberByColumn: ReadonlyMap<string, string> = new Map(members.map(name => [name.toLowerCase(), name]))

/** Members that hold objects or lists, which tables hold as text. */
const nestedMembers = [
  'additionalEventData',
  'requestParameters',
  'resources',
  'responseElements',
  'serviceEventDetails',
  'tlsDetails',
  'userIdentity',
] as const

/** Whether an object is a row of Sentinel's table, or of Athena's and CloudTrail Lake's. */
export const isRow = (value: JsonObject): boolean =>
  (typeof value['EventName'] === 'string' &&
    typeof value['EventSource'] === 'string' &&
    !('CloudTrailEvent' in value)) ||
  (typeof value['eventname'] === 'string' && typeof value['eventsource'] === 'string')

/** The record of a row, and the members that stay texts because these can be read in more than one way, or are cut off. */
export function recordOfRow(row: JsonObject): { readonly record: JsonObject; readonly unread: readonly string[] } {
  const record: Record<string, JsonValue | undefined> = isRow(row) ? named(row) : { ...row }
  const unread: string[] = []
  for (const name of nestedMembers) {
    const text = nestedText(record, name)
    if (text === undefined) continue
    const value = readNested(text, name)
    if (value === undefined) unread.push(name)
    else record[name] = value
  }
  return { record, unread }
}

/** Whether a member that is an object in CloudTrail's files is text here. */
export const isOfTable = (record: JsonObject): boolean =>
  isRow(record) || nestedMembers.some(name => nestedText(record, name) !== undefined)

function nestedText(record: JsonObject, name: (typeof nestedMembers)[number]): string | undefined {
  const value = record[name]
  return typeof value === 'string' && /^\s*[{[]/.test(value) ? value : undefined
}

function named(row: JsonObject): Record<string, JsonValue | undefined> {
  const columns = typeof row['EventName'] === 'string' ? sentinelColumns : {}
  const entries = Object.entries(row).map(([column, value]): [string, JsonValue | undefined] => [
    columns[column] ?? memberByColumn.get(column) ?? column,
    column.startsWith('TimeGenerated') ? isoTime(value) : value,
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== '' && value !== null))
}

/** Azure's portal exports `11/24/2026, 10:00:00.000 AM`. */
function isoTime(value: JsonValue | undefined): JsonValue | undefined {
  const parts =
    typeof value === 'string' ? /^(\d+)\/(\d+)\/(\d{4}), (\d+):(\d\d:\d\d(?:\.\d+)?) ([AP])M$/.exec(value) : null
  if (parts === null) return value
  const [, month = '', day = '', year = '', hour = '', rest = '', half = ''] = parts
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0)
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${String(hours).padStart(2, '0')}:${rest}Z`
}

function readNested(text: string, name: (typeof nestedMembers)[number]): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    const value = readStructText(text)
    // Names within the parameters of a call are its own.
    return name === 'userIdentity' || name === 'resources' || name === 'tlsDetails' ? withMemberNames(value) : value
  }
}

function withMemberNames(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map(element => withMemberNames(element as JsonValue) ?? null)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [memberByColumn.get(name) ?? name, withMemberNames(member)]),
  )
}
