import type { JsonObject } from '#primitives'
import type { Call } from './record.ts'

/** A call to any service whose records need no builder of their own. */
export interface PlainCall {
  readonly service: string
  readonly name: string
  readonly parameters?: JsonObject | null
  readonly response?: JsonObject
  readonly resources?: readonly JsonObject[]
  readonly error?: { readonly code: string; readonly message: string }
  readonly apiVersion?: string
  /** The host to call where it is not `service.region`. */
  readonly host?: string
}

const reads = /^(Get|List|Describe|Lookup|Search|Batch(Get|Check)|Decrypt|GenerateDataKey|Head|Assume|Test|Simulate)/

export const plainCall = (call: PlainCall, region: string): Call => ({
  source: `${call.service}.amazonaws.com`,
  name: call.name,
  readOnly: reads.test(call.name),
  parameters: call.parameters ?? null,
  response: call.response ?? null,
  ...(call.error ? { error: call.error } : {}),
  ...(call.resources ? { resources: call.resources } : {}),
  ...(call.apiVersion ? { apiVersion: call.apiVersion } : {}),
  host: call.host ?? `${call.service}.${region}.amazonaws.com`,
})

/** The sentence of a refusal by a service other than S3. */
export const refused = (principal: string, action: string, resource: string): { code: string; message: string } => ({
  code: 'AccessDenied',
  message:
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ` +
    `because no identity-based policy allows the ${action} action`,
})

const keyResource = (account: string, key: string): readonly JsonObject[] => [
  { accountId: account, type: 'AWS::KMS::Key', ARN: key },
]

export const kmsDecrypt = (account: string, key: string, objectArn: string): PlainCall => ({
  service: 'kms',
  name: 'Decrypt',
  parameters: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT', encryptionContext: { 'aws:s3:arn': objectArn } },
  resources: keyResource(account, key),
})

export const kmsGenerateDataKey = (account: string, key: string, objectArn: string): PlainCall => ({
  service: 'kms',
  name: 'GenerateDataKey',
  parameters: { keyId: key, encryptionContext: { 'aws:s3:arn': objectArn }, keySpec: 'AES_256' },
  resources: keyResource(account, key),
})

export const consoleLogin = (mfa: boolean): Call => ({
  source: 'signin.amazonaws.com',
  name: 'ConsoleLogin',
  readOnly: false,
  parameters: null,
  response: { ConsoleLogin: 'Success' },
  additional: {
    LoginTo: 'https://us-east-1.console.aws.amazon.com/s3/home?region=us-east-1',
    MobileVersion: 'No',
    MFAUsed: mfa ? 'Yes' : 'No',
  },
  type: 'AwsConsoleSignIn',
  host: 'us-east-1.signin.aws.amazon.com',
})
