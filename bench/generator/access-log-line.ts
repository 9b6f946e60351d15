import { accessLogTime } from './clock.ts'

/**
 * What a line tells. `-` stands for whatever is absent.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export interface AccessLogEntry {
  readonly ownerId: string
  readonly bucket: string
  /** Epoch ms; or the text itself, for a template. */
  readonly time: number | string
  readonly address: string
  readonly requester: string
  readonly requestId: string
  readonly operation: string
  readonly key: string
  /** `GET /key HTTP/1.1`, without quotes. */
  readonly requestUri: string
  readonly status: number
  readonly errorCode: string
  readonly bytesSent: string
  readonly objectSize: string
  readonly totalTime: string
  readonly turnAroundTime: string
  readonly referrer: string
  readonly userAgent: string
  readonly hostId: string
  readonly signatureVersion: string
  readonly authenticationType: string
  readonly host: string
  readonly aclRequired?: boolean
  readonly sourceRegion?: string
}

/** Fields were appended over the years: 18 until 2019, 24 then, 27 today. */
export type AccessLogEra = 18 | 24 | 27

export function accessLogLine(entry: AccessLogEntry, era: AccessLogEra): string {
  const time = typeof entry.time === 'string' ? entry.time : accessLogTime(entry.time)
  const signed = entry.signatureVersion !== '-'
  const oldest =
    `${entry.ownerId} ${entry.bucket} [${time}] ${entry.address} ${entry.requester} ${entry.requestId} ` +
    `${entry.operation} ${entry.key} "${entry.requestUri}" ${entry.status} ${entry.errorCode} ${entry.bytesSent} ` +
    `${entry.objectSize} ${entry.totalTime} ${entry.turnAroundTime} "${entry.referrer}" "${entry.userAgent}" -`
  if (era === 18) return oldest
  const cipher = era === 24 ? 'ECDHE-RSA-AES128-GCM-SHA256' : 'TLS_AES_128_GCM_SHA256'
  const middle =
    `${oldest} ${entry.hostId} ${entry.signatureVersion} ${cipher} ` +
    `${signed ? entry.authenticationType : '-'} ${entry.host} ${era === 24 ? 'TLSv1.2' : 'TLSv1.3'}`
  if (era === 24) return middle
  return `${middle} - ${entry.aclRequired ? 'Yes' : '-'} ${entry.sourceRegion ?? '-'}`
}
