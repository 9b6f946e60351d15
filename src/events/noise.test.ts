import { describe, expect, test } from 'vitest'
import { asAccountId } from '#primitives'
import type { ActivityEvent } from './activity-event.ts'
import type { Actor } from './actor.ts'
import { noiseOf } from './noise.ts'

const account = asAccountId('111122223333')
const roleOf = (path: string): Actor => ({
  kind: 'assumed-role',
  session: 'arn:aws:sts::111122223333:assumed-role/any/session',
  principal: `arn:aws:iam::111122223333:role/${path}`,
  account,
})
const serviceOf = (name: string): Actor => ({ kind: 'aws-service', session: name, principal: name })

function noise(changes: Partial<ActivityEvent>) {
  const event: ActivityEvent = {
    id: 'a',
    identity: 1,
    time: 0,
    log: 'cloudtrail',
    service: 's3.amazonaws.com',
    action: 'GetBucketAcl',
    category: 'management',
    outcome: 'success',
    actor: roleOf('deployer'),
    network: { ip: '192.0.2.1' },
    account,
    region: 'us-east-1',
    origin: { file: 'trail.json', record: 1 },
    raw: {},
    ...changes,
  }
  return noiseOf(event)
}

describe('services', () => {
  test.each(['cloudtrail.amazonaws.com', 'delivery.logs.amazonaws.com', 'logging.s3.amazonaws.com'])(
    '%s delivers logs, also where it is denied',
    name => {
      const put = { actor: serviceOf(name), action: 'PutObject', category: 'data' } as const
      expect(noise(put)).toBe('log-delivery')
      expect(noise({ ...put, outcome: 'denied', errorCode: 'AccessDenied' })).toBe('log-delivery')
    },
  )

  test('that look through settings are a scan, by themselves and with a role', () => {
    expect(noise({ actor: serviceOf('access-analyzer.amazonaws.com') })).toBe('posture-scan')
    expect(noise({ actor: roleOf('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig') })).toBe(
      'posture-scan',
    )
    expect(noise({ actor: { ...roleOf('config-recorder'), invokedBy: 'config.amazonaws.com' } })).toBe('posture-scan')
    expect(
      noise({ actor: { ...roleOf('config-recorder'), invokedBy: 'config.amazonaws.com' }, action: 'PutBucketPolicy' }),
    ).toBeUndefined()
  })

  test('of S3 expire, replicate and report on jobs', () => {
    expect(noise({ log: 's3-access-log', action: 'S3.EXPIRE.OBJECT', actor: serviceOf('s3.amazonaws.com') })).toBe(
      's3-itself',
    )
    const replicating = { ...roleOf('replicator'), invokedBy: 's3.amazonaws.com' }
    expect(noise({ actor: replicating, action: 'PutObject', category: 'data' })).toBe('s3-itself')
    expect(noise({ actor: replicating, action: 'PutBucketPolicy' })).toBeUndefined()
  })

  test('that nobody listed are noise still', () => {
    expect(noise({ actor: serviceOf('backup.amazonaws.com') })).toBe('aws-service')
  })

  test('that act for a person leave the person to answer for it', () => {
    const user: Actor = {
      kind: 'iam-user',
      session: 'arn:aws:iam::111122223333:user/ada',
      principal: 'arn:aws:iam::111122223333:user/ada',
      invokedBy: 'cloudformation.amazonaws.com',
    }
    expect(noise({ actor: user })).toBeUndefined()
    expect(noise({ actor: { ...roleOf('deployer'), invokedBy: 'cloudformation.amazonaws.com' } })).toBeUndefined()
    expect(noise({ actor: { ...user, invokedBy: 'config.amazonaws.com' } })).toBeUndefined()
  })
})

describe('a service-linked role', () => {
  test('has the path that only AWS can give', () => {
    expect(noise({ actor: roleOf('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling') })).toBe(
      'service-linked-role',
    )
    expect(noise({ actor: roleOf('AWSServiceRoleForBackdoor') })).toBeUndefined()
    expect(noise({ actor: roleOf('team/aws-service-role/x/AWSServiceRoleForX') })).toBeUndefined()
  })
})

describe('the console', () => {
  const page = { userAgent: 'S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030' }
  const temporary = { ...roleOf('admin'), accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }

  test('reads settings to show a page', () => {
    expect(noise({ ...page, actor: temporary })).toBe('console')
    expect(noise({ userAgent: 'AWS Internal', actor: temporary })).toBe('console')
    expect(noise({ userAgent: 'Mozilla/5.0', raw: { sessionCredentialFromConsole: 'true' } })).toBe('console')
  })

  test('changes nothing and reads no object by itself', () => {
    expect(noise({ ...page, action: 'PutBucketPolicy' })).toBeUndefined()
    expect(noise({ ...page, action: 'GetObject', category: 'data' })).toBeUndefined()
  })

  test('is not believed of a long-term key, or of a browser that has no console session', () => {
    expect(noise({ ...page, actor: { ...temporary, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } })).toBeUndefined()
    expect(noise({ userAgent: 'Mozilla/5.0', actor: temporary })).toBeUndefined()
    expect(
      noise({ userAgent: 'aws-cli/2.15.0 exec-env/CloudShell', raw: { sessionCredentialFromConsole: 'true' } }),
    ).toBeUndefined()
  })
})
