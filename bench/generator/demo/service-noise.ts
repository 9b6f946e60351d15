import { type Caller, serviceCaller } from '../caller.ts'
import { hour, minute, second } from '../clock.ts'
import { accessKeyTail } from '../ids.ts'
import type { Random } from '../random.ts'
import { missingSettings, s3Error } from '../s3-errors.ts'
import { assumeRole } from '../sts-calls.ts'
import { account, buckets, isGone, keyArn, region, replicationService, serviceLinked } from './cast.ts'
import type { Logbook } from './logbook.ts'

/** What AWS itself does in an account all day, none of it anybody's doing. */
export function serviceNoise(logbook: Logbook, day: number, random: Random): void {
  configSweep(logbook, day + 3 * hour, random, [buckets.customers, buckets.lake, buckets.reports, buckets.orders])
  configSweep(logbook, day + 15 * hour, random, [buckets.backups, buckets.artifacts, buckets.website, buckets.trail])
  for (let at = day; at < day + 24 * hour; at += 2 * hour) trailDelivery(logbook, at + random.below(20 * minute))
  for (let at = day; at < day + 24 * hour; at += 4 * hour) loadBalancerLogs(logbook, at + random.below(hour), random)
  for (let at = day; at < day + 24 * hour; at += 6 * hour) replicate(logbook, at + random.below(2 * hour), random)
  for (let at = day; at < day + 24 * hour; at += 3 * hour) autoScaling(logbook, at + random.below(3 * hour), random)
  if (new Date(day).getUTCDay() === 2) trustedAdvisor(logbook, day + 6 * hour, random)
}

const sweep = [
  'GetBucketAcl',
  'GetBucketPolicy',
  'GetBucketVersioning',
  'GetBucketLogging',
  'GetBucketLifecycle',
  'GetBucketReplication',
  'GetBucketEncryption',
  'GetBucketTagging',
] as const

const withPolicy: ReadonlySet<string> = new Set([buckets.trail, buckets.lake, buckets.website])
const replicated: ReadonlySet<string> = new Set([buckets.orders])

/** An absent setting is answered with an error that is no refusal. */
export function readSetting(logbook: Logbook, time: number, caller: Caller, name: string, bucket: string): void {
  if (isGone(bucket, time)) {
    logbook.s3(time, caller, { name, bucket, error: s3Error('NoSuchBucket') })
    return
  }
  const missing = missingSettings[name]
  const present =
    (name === 'GetBucketPolicy' && withPolicy.has(bucket)) ||
    (name === 'GetBucketReplication' && replicated.has(bucket))
  const error = missing && !present ? { error: s3Error(missing) } : {}
  logbook.s3(time, caller, { name, bucket, bytesOut: missing && !present ? 312 : 487, ...error })
}

function configSweep(logbook: Logbook, start: number, random: Random, names: readonly string[]): void {
  const service = 'config.amazonaws.com'
  const role = { account, role: 'AWSServiceRoleForConfig', path: `aws-service-role/${service}/` }
  const wanted = { ...role, session: 'S3DescribeHandlerSession', accessKey: accessKeyTail(random) }
  logbook.call(start, serviceCaller(service), assumeRole(wanted, start, logbook.ids))
  const caller = serviceLinked(service, 'Config', 'S3DescribeHandlerSession', start)
  let time = start
  logbook.s3(time, caller, { name: 'ListBuckets', bytesOut: 4_120 })
  for (const bucket of names) {
    for (const name of sweep) {
      time += random.below(3 * second)
      readSetting(logbook, time, caller, name, bucket)
    }
  }
}

function trailDelivery(logbook: Logbook, time: number): void {
  logbook.s3(time, serviceCaller('cloudtrail.amazonaws.com'), {
    name: 'GetBucketAcl',
    bucket: buckets.trail,
    bytesOut: 544,
  })
}

/** One load balancer still delivers to a bucket whose policy no longer lets it. */
function loadBalancerLogs(logbook: Logbook, time: number, random: Random): void {
  const caller = serviceCaller('delivery.logs.amazonaws.com')
  const balancer = random.chance(0.6) ? 'app/storefront/50dc6c495c0c9188' : 'app/retired/6d0ecf831eec9f09'
  const refused = balancer.includes('retired')
  logbook.s3(time, caller, {
    name: 'PutObject',
    bucket: buckets.lake,
    key: `elb/AWSLogs/${account}/elasticloadbalancing/${region}/${balancer.replaceAll('/', '.')}_${random.hex(8)}.log.gz`,
    parameters: { 'x-amz-acl': 'bucket-owner-full-control' },
    bytesIn: random.between(4_000, 90_000),
    ...(refused ? { error: s3Error('AccessDenied') } : {}),
  })
}

function replicate(logbook: Logbook, time: number, random: Random): void {
  const wanted = {
    account,
    role: 'orders-replication',
    session: 's3-replication',
    accessKey: accessKeyTail(random),
  }
  logbook.call(time, serviceCaller('s3.amazonaws.com'), assumeRole(wanted, time, logbook.ids))
  logbook.plain(time + 2 * second, replicationService(time), {
    service: 'kms',
    name: 'Decrypt',
    parameters: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${buckets.orders}` },
    },
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn }],
  })
}

function autoScaling(logbook: Logbook, time: number, random: Random): void {
  const caller = serviceLinked('autoscaling.amazonaws.com', 'AutoScaling', 'AutoScaling', time - (time % (6 * hour)))
  const instances = [0, 1, 2].map(() => ({ instanceId: `i-0${random.hex(16)}` }))
  logbook.plain(time, caller, {
    service: 'ec2',
    name: random.pick(['DescribeInstanceStatus', 'DescribeInstances', 'DescribeSubnets']),
    parameters: { instancesSet: { items: instances }, filterSet: {}, includeAllInstances: true },
  })
}

function trustedAdvisor(logbook: Logbook, start: number, random: Random): void {
  const service = 'trustedadvisor.amazonaws.com'
  const caller = serviceLinked(service, 'TrustedAdvisor', `TrustedAdvisor_${account}_${random.guid()}`, start)
  let time = start
  logbook.s3(time, caller, { name: 'ListBuckets', bytesOut: 4_120 })
  for (const bucket of Object.values(buckets)) {
    for (const name of ['GetBucketLocation', 'GetBucketAcl', 'GetBucketPolicyStatus', 'GetBucketVersioning']) {
      time += random.below(2 * second)
      readSetting(logbook, time, caller, name, bucket)
    }
  }
}
