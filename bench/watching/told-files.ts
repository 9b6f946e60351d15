import { gzipSync } from 'node:zlib'
import { managementMix } from '../generator/bulk/mixes.ts'
import { RecordStream } from '../generator/bulk/trail.ts'
import { awsCli } from '../generator/caller.ts'
import { assumedRole, type UserIdentity } from '../generator/identities.ts'
import { accessKeyTail, randomIds } from '../generator/ids.ts'
import type { Random } from '../generator/random.ts'
import { cloudTrailRecord } from '../generator/record.ts'
import { s3Call } from '../generator/s3-calls.ts'
import { publicAccessBlock } from '../generator/s3-settings.ts'
import { cloudTrailObjectName } from '../generator/trail-layout.ts'

export interface ToldFile {
  readonly key: string
  readonly body: Buffer
  /** Named by the one finding that the file makes. */
  readonly bucket: string
}

const account = '111122223333'
const region = 'us-east-1'
const recordsEach = 50
const operators = 100
const userAgent = awsCli('s3api.put-public-access-block')

/** Small log files as a busy account has them, each with one event in it that makes a finding of its own. */
export function* toldFiles(random: Random): Generator<ToldFile> {
  const stream = new RecordStream(managementMix(random.fork('templates')), random.fork('records'))
  const ids = randomIds(random.fork('ids'))
  for (let number = 1; ; number++) {
    const now = Date.now()
    const bucket = `amzn-s3-demo-bucket${number}`
    const caller = { identity: operator(number % operators, random), address: '198.51.100.10', userAgent }
    const parameters = publicAccessBlock(false)
    const call = s3Call({ name: 'PutBucketPublicAccessBlock', bucket, parameters, owner: account, region }, ids)
    const opened = cloudTrailRecord(call, { time: now, account, region, caller, ids })
    const others = Array.from({ length: recordsEach - 1 }, () => stream.next(now))
    const body = gzipSync(`{"Records":[${[...others, JSON.stringify(opened)].join(',')}]}`)
    yield { key: cloudTrailObjectName(account, region, now, random), body, bucket }
  }
}

function operator(number: number, random: Random): UserIdentity {
  const [role, session] = [`operations-${number}`, 'console']
  return assumedRole({ account, role, session, accessKey: accessKeyTail(random), began: Date.now() })
}
