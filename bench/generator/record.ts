import type { JsonObject, JsonValue } from '#primitives'
import { type Caller, isService } from './caller.ts'
import { cloudTrailTime } from './clock.ts'
import type { Ids } from './ids.ts'

/** What was called, as CloudTrail records it; a builder per kind of call makes these. */
export interface Call {
  readonly source: string
  readonly name: string
  readonly readOnly: boolean
  readonly parameters: JsonObject | null
  readonly response?: JsonObject | null
  readonly error?: { readonly code: string; readonly message: string }
  readonly additional?: JsonObject
  /** A UUID unless given: S3's are shorter. */
  readonly requestId?: string
  readonly resources?: readonly JsonObject[]
  /** Logged as a data event. */
  readonly data?: boolean
  /** `AwsApiCall` unless said otherwise. */
  readonly type?: string
  /** In place of parameters and response for an event that is no call. */
  readonly serviceEvent?: JsonObject
  readonly apiVersion?: string
  /** The host name that the client connected to. */
  readonly host?: string
}

export interface Circumstances {
  /** Epoch ms; or the text itself, for a template. */
  readonly time: number | string
  readonly account: string
  readonly region: string
  readonly caller: Caller
  readonly ids: Ids
}

/** One record in AWS's order of keys. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export function cloudTrailRecord(call: Call, { time, account, region, caller, ids }: Circumstances): JsonObject {
  const isS3 = call.source === 's3.amazonaws.com'
  const byService = isService(caller)
  const isApiCall = call.type === undefined
  return defined({
    eventVersion: '1.11',
    userIdentity: caller.identity,
    eventTime: typeof time === 'string' ? time : cloudTrailTime(time),
    eventSource: call.source,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.address,
    userAgent: isS3 && !byService ? `[${caller.userAgent}]` : caller.userAgent,
    errorCode: call.error?.code,
    errorMessage: call.error?.message,
    requestParameters: call.parameters,
    responseElements: call.response ?? null,
    additionalEventData: call.additional,
    requestID: isApiCall ? (call.requestId ?? ids.guid()) : undefined,
    eventID: ids.guid(),
    readOnly: call.readOnly,
    resources: call.resources,
    eventType: call.type ?? 'AwsApiCall',
    apiVersion: call.apiVersion,
    managementEvent: !call.data,
    recipientAccountId: account,
    sharedEventID: byService && caller.identity.type === 'AWSService' && isApiCall ? ids.guid() : undefined,
    serviceEventDetails: call.serviceEvent,
    vpcEndpointId: caller.vpcEndpoint,
    vpcEndpointAccountId: caller.vpcEndpoint ? account : undefined,
    eventCategory: call.data ? 'Data' : 'Management',
    tlsDetails: byService || !call.host ? undefined : tlsDetails(call.host),
    sessionCredentialFromConsole: caller.fromConsole ? 'true' : undefined,
  })
}

const tlsDetails = (host: string): JsonObject => ({
  tlsVersion: 'TLSv1.3',
  cipherSuite: 'TLS_AES_128_GCM_SHA256',
  clientProvidedHostHeader: host,
})

function defined(fields: Record<string, JsonValue | undefined>): JsonObject {
  const kept: Record<string, JsonValue> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value
  return kept
}
