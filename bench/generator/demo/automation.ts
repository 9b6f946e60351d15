import { awsCli, boto3, type Caller, serviceCaller } from '../caller.ts'
import { hour, isWorkday, minute, second } from '../clock.ts'
import { foreignAccount } from '../identities.ts'
import { accessKeyTail } from '../ids.ts'
import type { Random } from '../random.ts'
import { kmsDecrypt, kmsGenerateDataKey } from '../service-calls.ts'
import { assumeRole } from '../sts-calls.ts'
import * as cast from './cast.ts'
import type { Logbook } from './logbook.ts'

const { account, buckets, keyArn } = cast

/** The account's own machines: the ETL fleet, a stream writer, a report exporter, nightly backups, and a partner that fetches reports. */
export function automation(logbook: Logbook, day: number, random: Random): void {
  for (let run = 0; run < 4; run++) etlRun(logbook, day + (run * 6 + 1) * hour + random.below(hour), random)
  for (let at = day; at < day + 24 * hour; at += 2 * hour) writeStream(logbook, at + random.below(2 * hour), random)
  exportReports(logbook, day + 5 * hour + random.below(10 * minute), random)
  backUp(logbook, day + 2 * hour + random.below(5 * minute), random)
  if (isWorkday(day)) partnerFetches(logbook, day + 8 * hour + random.below(hour), random)
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

function etlRun(logbook: Logbook, start: number, random: Random): void {
  const instance = random.below(3)
  const caller = cast.etlWorker(instance, start)
  const wanted = { account, ...cast.session.etl(instance, start), accessKey: accessKeyTail(random) }
  logbook.call(start, serviceCaller('ec2.amazonaws.com'), assumeRole(wanted, start, logbook.ids))
  let time = start + 5 * second
  const prefix = `events/dt=${dayOf(start)}/`
  logbook.s3(time, caller, {
    name: 'ListObjects',
    bucket: buckets.lake,
    prefix,
    bytesOut: random.between(2_000, 9_000),
  })
  const read = (bucket: string, key: string) => {
    time += random.between(1, 40) * second
    const size = random.between(20_000, 9_000_000)
    logbook.s3(time, caller, { name: 'GetObject', bucket, key, bytesOut: size, objectSize: size })
  }
  for (let part = 0; part < 6; part++) read(buckets.lake, `${prefix}part-${random.hex(8)}.snappy.parquet`)
  for (let part = 0; part < 3; part++) read(buckets.customers, `accounts/shard-${random.between(0, 63)}.parquet`)
  logbook.plain(time, caller, kmsDecrypt(account, keyArn, `arn:aws:s3:::${buckets.lake}`))
  logbook.s3(time + minute, caller, {
    name: 'PutObject',
    bucket: buckets.lake,
    key: `curated/dt=${dayOf(start)}/part-${random.hex(8)}.snappy.parquet`,
    parameters: { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': keyArn },
    response: { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': keyArn },
    bytesIn: random.between(1_000_000, 30_000_000),
  })
}

function writeStream(logbook: Logbook, time: number, random: Random): void {
  const caller = cast.streamWriter(time)
  logbook.s3(time, caller, {
    name: 'PutObject',
    bucket: buckets.lake,
    key: `events/dt=${dayOf(time)}/part-${random.hex(8)}.snappy.parquet`,
    bytesIn: random.between(10_000, 900_000),
  })
  if (random.chance(0.4)) {
    logbook.plain(time + second, caller, kmsGenerateDataKey(account, keyArn, `arn:aws:s3:::${buckets.lake}`))
  }
}

function exportReports(logbook: Logbook, start: number, random: Random): void {
  const caller = cast.reportExporter(cast.addresses.reportExporter, boto3)
  let time = start
  for (const report of ['revenue', 'churn', 'inventory', 'support']) {
    time += random.between(5, 30) * second
    const size = random.between(40_000, 400_000)
    const key = `summaries/${report}.parquet`
    logbook.s3(time, caller, { name: 'GetObject', bucket: buckets.customers, key, bytesOut: size, objectSize: size })
    logbook.s3(time + 3 * second, caller, {
      name: 'PutObject',
      bucket: buckets.reports,
      key: `daily/${dayOf(start)}/${report}.csv`,
      bytesIn: random.between(20_000, 200_000),
    })
  }
}

function backUp(logbook: Logbook, start: number, random: Random): void {
  const wanted = { account, ...cast.session.backup(start), accessKey: accessKeyTail(random) }
  logbook.call(start, serviceCaller('backup.amazonaws.com'), assumeRole(wanted, start, logbook.ids))
  const caller = cast.backupService(start)
  let time = start
  for (const bucket of [buckets.orders, buckets.customers]) {
    for (const name of ['GetBucketVersioning', 'GetBucketNotification', 'GetBucketAcl', 'GetBucketLocation']) {
      time += random.below(4 * second)
      logbook.s3(time, caller, { name, bucket, bytesOut: 311 })
    }
  }
}

function partnerFetches(logbook: Logbook, start: number, random: Random): void {
  const caller: Caller = {
    identity: foreignAccount(cast.partnerAccount, 'partner-reader'),
    address: cast.addresses.partner,
    userAgent: awsCli('s3.sync'),
  }
  let time = start
  for (const report of ['revenue', 'inventory']) {
    time += random.between(1, 20) * second
    const size = random.between(20_000, 200_000)
    const key = `daily/${dayOf(start)}/${report}.csv`
    logbook.s3(time, caller, { name: 'GetObject', bucket: buckets.reports, key, bytesOut: size, objectSize: size })
  }
}
