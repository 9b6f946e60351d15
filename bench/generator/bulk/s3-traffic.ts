import type { Caller } from '../caller.ts'
import type { Random } from '../random.ts'
import { cloudTrailRecord } from '../record.ts'
import { type S3Request, s3Call } from '../s3-calls.ts'
import { missingSettings, type S3ErrorCode, s3Error } from '../s3-errors.ts'
import { cannedAcl, publicAccessBlock, replication, versioning } from '../s3-settings.ts'
import {
  account,
  anonymous,
  foreignCaller,
  personCaller,
  region,
  roleCaller,
  serviceRoleCaller,
  userCaller,
} from './callers.ts'
import { bytesHole, holeIds, objectKeyHole, Template, timeHole } from './template.ts'

export const buckets = Array.from({ length: 40 }, (_, index) => `amzn-s3-demo-bucket${index + 1}`)

export interface Weighted {
  readonly weight: number
  readonly template: Template
}

const s3Template = (caller: Caller, request: Omit<S3Request, 'owner' | 'region'>): Template => {
  const call = s3Call({ ...request, owner: account, region }, holeIds)
  return new Template(JSON.stringify(cloudTrailRecord(call, { time: timeHole, account, region, caller, ids: holeIds })))
}

const objectCalls = [
  { name: 'GetObject', weight: 62 },
  { name: 'PutObject', weight: 18 },
  { name: 'HeadObject', weight: 9 },
  { name: 'ListObjects', weight: 7 },
  { name: 'DeleteObject', weight: 3 },
  { name: 'CopyObject', weight: 1 },
] as const

/** Object-level requests by a fleet; some are refused, a few come from outside. */
export function objectTraffic(random: Random, variants: number): Weighted[] {
  return objectCalls
    .flatMap(({ name, weight }) =>
      Array.from({ length: variants }, () => {
        const draw = random.below(100)
        const caller = draw < 88 ? roleCaller(random) : draw < 96 ? userCaller(random) : foreignCaller(random)
        return { weight: weight / variants, template: objectTemplate(name, caller, random) }
      }),
    )
    .concat(
      Array.from({ length: 10 }, () => ({
        weight: 0.03,
        template: objectTemplate('GetObject', anonymous(random), random, 'AccessDenied'),
      })),
    )
}

function objectTemplate(name: string, caller: Caller, random: Random, fixed?: S3ErrorCode): Template {
  const bucket = random.pick(buckets)
  const missing = name === 'HeadObject' || name === 'GetObject'
  const code = fixed ?? (random.chance(0.02) ? (missing ? 'NoSuchKey' : 'AccessDenied') : undefined)
  const copy = name === 'CopyObject' ? { 'x-amz-copy-source': `${random.pick(buckets)}/${objectKeyHole}` } : {}
  return s3Template(caller, {
    name,
    bucket,
    ...(name === 'ListObjects' ? { prefix: 'data/' } : { key: objectKeyHole }),
    parameters: copy,
    ...(code ? { error: s3Error(code) } : {}),
    ...(name === 'PutObject' ? { bytesIn: bytesHole } : { bytesOut: bytesHole }),
    unsigned: caller.identity.accountId === 'anonymous',
    presigned: random.chance(0.03),
  })
}

const settingsRead = [
  'GetBucketAcl',
  'GetBucketPolicy',
  'GetBucketVersioning',
  'GetBucketLocation',
  'GetBucketLogging',
  'GetBucketLifecycle',
  'GetBucketReplication',
  'GetBucketEncryption',
  'GetBucketTagging',
  'GetBucketPublicAccessBlock',
] as const

/** Bucket-level requests: mostly reads by Config and people. */
export function settingsTraffic(random: Random, variants: number): Weighted[] {
  const names = [...settingsRead, 'ListBuckets'] as const
  return names.flatMap(name =>
    Array.from({ length: variants }, () => {
      const caller = random.chance(0.6)
        ? serviceRoleCaller(random, 'config.amazonaws.com', 'Config')
        : random.chance(0.5)
          ? personCaller(random)
          : roleCaller(random)
      const missing = missingSettings[name]
      const error = missing && random.chance(0.5) ? { error: s3Error(missing) } : {}
      const bucket = name === 'ListBuckets' ? {} : { bucket: random.pick(buckets) }
      return {
        weight: 1 / names.length / variants,
        template: s3Template(caller, { name, bytesOut: bytesHole, ...bucket, ...error }),
      }
    }),
  )
}

/** Changes to buckets, rare as they are; some of them are what a detection looks for. Weights add up to 1. */
export function settingsChanges(random: Random, variants: number): Weighted[] {
  const changes = [
    { name: 'CreateBucket', weight: 0.25, parameters: {} },
    { name: 'DeleteBucket', weight: 0.2, parameters: {} },
    { name: 'PutBucketPublicAccessBlock', weight: 0.25, parameters: publicAccessBlock(true) },
    { name: 'PutBucketVersioning', weight: 0.2, parameters: versioning('Enabled') },
    { name: 'PutBucketVersioning', weight: 0.02, parameters: versioning('Suspended') },
    { name: 'PutBucketAcl', weight: 0.05, parameters: cannedAcl('private') },
    { name: 'PutBucketAcl', weight: 0.01, parameters: cannedAcl('public-read') },
    {
      name: 'PutBucketReplication',
      weight: 0.02,
      parameters: replication(`arn:aws:iam::${account}:role/replication`, {
        bucket: 'amzn-s3-demo-destination-bucket',
      }),
    },
  ]
  return changes.flatMap(({ name, weight, parameters }) =>
    Array.from({ length: variants }, () => ({
      weight: weight / variants,
      template: s3Template(random.chance(0.7) ? roleCaller(random) : userCaller(random), {
        name,
        bucket: `${random.pick(buckets)}-${random.hex(6)}`,
        parameters,
        bytesIn: 240,
      }),
    })),
  )
}
