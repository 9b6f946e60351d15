import type { JsonObject } from '#primitives'
import { type AccessLogEntry, accessLogLine } from '../access-log-line.ts'
import { type Caller, isService } from '../caller.ts'
import { canonicalId, type Ids, randomIds } from '../ids.ts'
import type { Random } from '../random.ts'
import { type Call, cloudTrailRecord } from '../record.ts'
import { type S3Call, type S3Request, s3Call, s3Host } from '../s3-calls.ts'
import { httpStatus, s3Operation } from '../s3-operations.ts'
import { type PlainCall, plainCall } from '../service-calls.ts'
import { account, bucketsWithAccessLogs, bucketsWithDataEvents, region } from './cast.ts'

export type DemoRequest = Omit<S3Request, 'owner' | 'region'> & { readonly objectSize?: number }

/** Writes down what happens in the account, in each log that would have it. */
export class Logbook {
  readonly records: { readonly time: number; readonly record: JsonObject }[] = []
  readonly lines: { readonly time: number; readonly bucket: string; readonly line: string }[] = []
  readonly ids: Ids
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random.fork('logbook')
    this.ids = randomIds(random.fork('ids'))
  }

  call(time: number, caller: Caller, call: Call): void {
    this.records.push({ time, record: cloudTrailRecord(call, { time, account, region, caller, ids: this.ids }) })
  }

  plain(time: number, caller: Caller, call: PlainCall): void {
    this.call(time, caller, plainCall(call, region))
  }

  /** A request to S3: in the trail unless it is for an object of a bucket without data events, and in the bucket's access log. */
  s3(time: number, caller: Caller, demoRequest: DemoRequest): void {
    const { objectSize, ...rest } = demoRequest
    const request: S3Request = { ...rest, owner: account, region }
    const call = s3Call(request, this.ids)
    const bucket = request.bucket ?? ''
    if (!call.data || bucketsWithDataEvents.has(bucket)) this.call(time, caller, call)
    if (bucketsWithAccessLogs.has(bucket)) {
      const line = accessLogLine(this.#entry(time, caller, request, call, objectSize), 27)
      this.lines.push({ time, bucket, line })
    }
  }

  #entry(time: number, caller: Caller, request: S3Request, call: S3Call, size: number | undefined): AccessLogEntry {
    const operation = s3Operation(request.name)
    const turnAround = this.#random.between(6, 60)
    const sent = call.bytesOut
    const query = operation.query ? `?${operation.query}` : (listQuery(request) ?? '')
    return {
      ownerId: canonicalId(account),
      bucket: request.bucket ?? '-',
      time,
      address: isService(caller) ? '-' : caller.address,
      requester: requesterOf(caller),
      requestId: call.requestId,
      operation: operation.logged,
      key: request.key ?? '-',
      requestUri: `${operation.method} /${request.key ?? ''}${query} HTTP/1.1`,
      status: httpStatus(request.name, request.error?.code),
      errorCode: request.error?.code ?? '-',
      bytesSent: sent ? String(sent) : '-',
      objectSize: size === undefined ? '-' : String(size),
      totalTime: String(turnAround + Math.ceil(sent / 40_000)),
      turnAroundTime: operation.method === 'GET' && request.key ? String(turnAround) : '-',
      referrer: '-',
      userAgent: caller.userAgent,
      hostId: call.hostId,
      signatureVersion: request.unsigned ? '-' : 'SigV4',
      authenticationType: request.presigned ? 'QueryString' : 'AuthHeader',
      host: s3Host(request),
      aclRequired: request.unsigned === true && request.error === undefined,
      sourceRegion: caller.vpcEndpoint ? region : '-',
    }
  }
}

const listQuery = (request: S3Request): string | undefined =>
  request.name === 'ListObjects' ? `?list-type=2&prefix=${request.prefix ?? ''}` : undefined

function requesterOf({ identity }: Caller): string {
  if (identity.arn !== undefined) return identity.arn
  if (identity.invokedBy !== undefined) return `svc:${identity.invokedBy}`
  const { accountId } = identity
  return accountId === undefined || accountId === 'anonymous' ? '-' : canonicalId(accountId)
}
