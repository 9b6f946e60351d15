import { minute, second } from '../../clock.ts'
import type { Random } from '../../random.ts'
import { s3Error } from '../../s3-errors.ts'
import { cannedAcl } from '../../s3-settings.ts'
import { refused } from '../../service-calls.ts'
import { assumeRole, getCallerIdentity } from '../../sts-calls.ts'
import { account, buckets } from '../cast.ts'
import type { Logbook } from '../logbook.ts'
import { breakIn, nights, sessionName, withLeakedKey } from './intruder.ts'

const user = `arn:aws:iam::${account}:user/report-exporter`

/** Who am I, what is here, what may I do: not enough, so a role that may do more is assumed. */
export function reconnaissance(logbook: Logbook, random: Random): void {
  let time = breakIn
  const next = () => {
    time += random.between(4, 40) * second
    return time
  }
  logbook.call(time, withLeakedKey('sts.get-caller-identity'), getCallerIdentity)
  for (const [name, resource] of [
    ['ListUsers', `arn:aws:iam::${account}:user/`],
    ['ListAttachedUserPolicies', user],
  ] as const) {
    logbook.plain(next(), withLeakedKey('iam.list-users'), {
      service: 'iam',
      name,
      error: refused(user, `iam:${name}`, resource),
      host: 'iam.amazonaws.com',
    })
  }
  logbook.s3(next(), withLeakedKey('s3api.list-buckets'), { name: 'ListBuckets', bytesOut: 4_120 })
  const readable: ReadonlySet<string> = new Set([buckets.customers, buckets.reports])
  for (const bucket of Object.values(buckets)) {
    for (const name of ['GetBucketAcl', 'GetBucketPolicyStatus', 'GetBucketVersioning']) {
      const error = readable.has(bucket) ? {} : { error: s3Error('AccessDenied') }
      const command = `s3api.get-bucket-${name.slice(9).toLowerCase()}`
      logbook.s3(next(), withLeakedKey(command), { name, bucket, bytesOut: 487, ...error })
    }
  }
  logbook.s3(next(), withLeakedKey('s3api.put-bucket-acl'), {
    name: 'PutBucketAcl',
    bucket: buckets.customers,
    parameters: cannedAcl('public-read'),
    error: s3Error('AccessDenied'),
  })
  for (const night of nights) takeRole(logbook, night)
}

function takeRole(logbook: Logbook, night: number): void {
  const session = sessionName(night)
  const wanted = { account, role: 'platform-operations', session, accessKey: logbook.ids.accessKey() }
  const asked = night - minute
  logbook.call(asked, withLeakedKey('sts.assume-role'), assumeRole(wanted, asked, logbook.ids))
}
