import { awsCli } from '../caller.ts'
import { hour, isWorkday, minute, day as oneDay, second } from '../clock.ts'
import type { Random } from '../random.ts'
import { s3Error } from '../s3-errors.ts'
import { consoleLogin } from '../service-calls.ts'
import { addresses, buckets, firstDay, person, throughConsole } from './cast.ts'
import type { Logbook } from './logbook.ts'
import { readSetting } from './service-noise.ts'

const analysts = ['mateo', 'nikki', 'saanvi'] as const

/** Analysts who read data with the CLI, and an administrator who looks after buckets in the console. */
export function people(logbook: Logbook, day: number, random: Random): void {
  if (!isWorkday(day)) return
  for (const [index, name] of analysts.entries()) {
    analyse(logbook, day + (9 + index * 2) * hour + random.below(hour), name, addressOf(name, day, random), random)
  }
  const weekday = new Date(day).getUTCDay()
  if (weekday === 1 || weekday === 4) housekeeping(logbook, day + 10 * hour + random.below(hour), random)
}

/** Nikki works from home on Wednesdays; the office got one more address in the third week, in the same network. */
function addressOf(name: string, day: number, random: Random): string {
  if (name === 'nikki' && new Date(day).getUTCDay() === 3) return addresses.home
  const office = day >= firstDay + 15 * oneDay ? [...addresses.office, '198.51.100.12'] : addresses.office
  return random.pick(office)
}

function analyse(logbook: Logbook, start: number, name: string, address: string, random: Random): void {
  const cli = (command: string) => person('analyst', name, start, { address, userAgent: awsCli(command, 'macos') })
  let time = start
  for (const bucket of [buckets.lake, buckets.reports]) {
    time += random.between(1, 10) * minute
    logbook.s3(time, cli('s3.ls'), {
      name: 'ListObjects',
      bucket,
      prefix: 'daily/',
      bytesOut: random.between(900, 5_000),
    })
  }
  const read = (bucket: string, key: string) => {
    time += random.between(2, 300) * second
    const size = random.between(8_000, 2_000_000)
    logbook.s3(time, cli('s3.cp'), { name: 'GetObject', bucket, key, bytesOut: size, objectSize: size })
  }
  for (let count = random.between(1, 3); count > 0; count--) {
    read(buckets.lake, `curated/segments/${random.pick(['eu', 'us', 'apac'])}-${random.between(1, 40)}.csv`)
    read(buckets.customers, `accounts/shard-${random.between(0, 63)}.parquet`)
    read(buckets.reports, `daily/${new Date(start - oneDay).toISOString().slice(0, 10)}/churn.csv`)
  }
  if (random.chance(0.1)) {
    const error = s3Error('AccessDenied')
    logbook.s3(time + minute, cli('s3.ls'), { name: 'ListObjects', bucket: buckets.customers, error })
  }
}

const looks = [
  'GetBucketLocation',
  'GetBucketVersioning',
  'GetBucketTagging',
  'GetBucketLogging',
  'GetBucketNotification',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetBucketAcl',
  'GetBucketCors',
  'GetBucketWebsite',
  'GetBucketLifecycle',
  'GetBucketReplication',
  'GetBucketOwnershipControls',
  'GetBucketPublicAccessBlock',
  'GetBucketObjectLockConfiguration',
] as const

/** Opening a bucket in the console asks for every setting, and half of them are not there. */
function housekeeping(logbook: Logbook, start: number, random: Random): void {
  const caller = person('administrator', 'alejandro', start, throughConsole(addresses.office[0]))
  logbook.call(start, caller, consoleLogin(true))
  let time = start + minute
  logbook.s3(time, caller, { name: 'ListBuckets', bytesOut: 4_120 })
  const all = Object.values(buckets)
  const opened = start < firstDay + oneDay ? all : [random.pick(all), random.pick(all)]
  for (const bucket of opened) {
    time += random.between(1, 5) * minute
    for (const name of looks) readSetting(logbook, time + random.below(3 * second), caller, name, bucket)
  }
}
