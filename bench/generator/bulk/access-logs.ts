import { type AccessLogEra, accessLogLine } from '../access-log-line.ts'
import { accessLogTime, minute } from '../clock.ts'
import { canonicalId, type Ids, randomIds } from '../ids.ts'
import type { GeneratedFile } from '../log-file.ts'
import type { Random } from '../random.ts'
import { httpStatus, s3Operation } from '../s3-operations.ts'
import { accessLogObjectName } from '../trail-layout.ts'
import { account, anonymous, began, region, roleCaller, userCaller } from './callers.ts'
import { buckets } from './s3-traffic.ts'
import { bytesHole, holeIds, Mix, objectKeyHole, Template, timeHole } from './template.ts'
import { span } from './trail.ts'

const operations = [
  { name: 'GetObject', weight: 66 },
  { name: 'PutObject', weight: 14 },
  { name: 'HeadObject', weight: 11 },
  { name: 'ListObjects', weight: 7 },
  { name: 'DeleteObject', weight: 2 },
] as const

function lineTemplate(name: string, bucket: string, era: AccessLogEra, random: Random): Template {
  const unsigned = random.chance(0.03)
  const caller = unsigned ? anonymous(random) : random.chance(0.8) ? roleCaller(random) : userCaller(random)
  const operation = s3Operation(name)
  const key = name === 'ListObjects' ? '-' : objectKeyHole
  const errorCode = unsigned && random.chance(0.7) ? 'AccessDenied' : random.chance(0.02) ? 'NoSuchKey' : undefined
  const path = name === 'ListObjects' ? '/?list-type=2&prefix=data/' : `/${objectKeyHole}`
  const line = accessLogLine(
    {
      ownerId: canonicalId(account),
      bucket,
      time: timeHole,
      address: caller.address,
      requester: unsigned ? '-' : (caller.identity.arn ?? '-'),
      requestId: holeIds.requestId(),
      operation: operation.logged,
      key,
      requestUri: `${operation.method} ${path} HTTP/1.1`,
      status: httpStatus(name, errorCode),
      errorCode: errorCode ?? '-',
      bytesSent: name === 'PutObject' || name === 'DeleteObject' ? '-' : String(bytesHole),
      objectSize: name === 'ListObjects' ? '-' : String(bytesHole),
      totalTime: String(random.between(5, 400)),
      turnAroundTime: String(random.between(4, 90)),
      referrer: random.chance(0.1) ? 'https://www.example.com/catalogue?page=2' : '-',
      userAgent: caller.userAgent,
      hostId: holeIds.hostId(),
      signatureVersion: unsigned ? '-' : 'SigV4',
      authenticationType: random.chance(0.05) ? 'QueryString' : 'AuthHeader',
      host: `${bucket}.s3.${region}.amazonaws.com`,
      aclRequired: unsigned && !errorCode,
    },
    era,
  )
  return new Template(`${line}\n`)
}

/** Lines for one bucket; the first half of the files are of the older eras. */
function linesOf(bucket: string, era: AccessLogEra, random: Random): Mix {
  return new Mix(
    operations.flatMap(({ name, weight }) =>
      Array.from({ length: 30 }, () => ({ weight: weight / 30, template: lineTemplate(name, bucket, era, random) })),
    ),
  )
}

const fileBytes = 512 * 1024

/** Plain text as delivered, a file per bucket and hour or so; a third of them have lines of 18 fields, a third of 24. */
export function* accessLogFiles(random: Random, totalBytes: number): Generator<GeneratedFile> {
  const names = buckets.slice(0, 6)
  const eras = [18, 24, 27] as const
  const mixes = names.map(bucket => eras.map(era => linesOf(bucket, era, random.fork(`${bucket} ${era}`))))
  const ids: Ids = randomIds(random.fork('ids'))
  const count = Math.max(1, Math.round(totalBytes / fileBytes))
  for (let index = 0; index < count; index++) {
    const bucket = index % names.length
    const mix = mixes[bucket]?.[Math.floor((index / count) * eras.length)] as Mix
    const delivered = began + Math.floor(((index + 1) / count) * span)
    const lines: string[] = []
    for (let bytes = 0; bytes < fileBytes; bytes += (lines.at(-1) as string).length) {
      const time = accessLogTime(delivered - random.below(60 * minute))
      const objectKey = `data/${random.hex(4)}/part-${random.hex(8)}.snappy.parquet`
      lines.push(mix.draw(random).complete({ time, objectKey, bytes: random.between(200, 20_000_000) }, ids))
    }
    yield {
      name: accessLogObjectName(`${names[bucket]}/`, delivered, random),
      content: lines.join(''),
      events: lines.length,
    }
  }
}
