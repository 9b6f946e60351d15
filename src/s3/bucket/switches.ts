import type { ActivityEvent } from '#events'
import { filledTextOf, type JsonValue } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const readAccelerate = (event: ActivityEvent): boolean | undefined =>
  isSetTo('enabled', memberAt(parametersOf(event), 'accelerateconfiguration', 'status'))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const readRequesterPays = (event: ActivityEvent): boolean | undefined =>
  isSetTo('requester', memberAt(parametersOf(event), 'requestpaymentconfiguration', 'payer'))

const isSetTo = (word: string, value: JsonValue | undefined): boolean | undefined => {
  const text = filledTextOf(value)
  return text === undefined ? undefined : text.trim().toLowerCase() === word
}
