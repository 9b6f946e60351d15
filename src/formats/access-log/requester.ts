import { type Actor, anonymous, principalOfArn } from '#events'
import { accountOfArn, BoundedCache } from '#primitives'

const actors = new BoundedCache<string, Actor>(20_000)
const canonicalId = /^[0-9a-f]{64}$/

/**
 * Who made the request. The log has a canonical user id, an ARN, a service, or nothing for anonymous requests (very
 * old logs say `Anonymous`). A canonical id stands for an account as a whole: its root user when it is the bucket
 * owner's own, otherwise another account.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function actorOfRequester(requester: string | null, bucketOwner: string | null): Actor {
  if (requester === null) return anonymous
  if (requester === bucketOwner) return { kind: 'root', session: requester, principal: requester }
  let actor = actors.get(requester)
  if (actor === undefined) {
    actor = readRequester(requester)
    actors.set(requester, actor)
  }
  return actor
}

function readRequester(requester: string): Actor {
  if (requester === '' || requester === '-' || requester.toLowerCase() === 'anonymous') return anonymous
  if (requester.startsWith('arn:')) return actorOfArn(requester)
  if (canonicalId.test(requester)) return { kind: 'foreign-account', session: requester, principal: requester }
  const service = serviceOf(requester)
  if (service) return { kind: 'aws-service', session: requester, principal: service }
  return { kind: 'unknown', session: requester, principal: requester }
}

/** `svc:delivery.logs.amazonaws.com`, a service's bare DNS name, or `AmazonS3` for what lifecycle rules do. */
function serviceOf(requester: string): string | undefined {
  if (requester === 'AmazonS3') return 's3.amazonaws.com'
  const name = requester.startsWith('svc:') ? requester.slice(4) : requester
  return name !== requester || /\.amazonaws\.com(\.cn)?$/.test(name) ? name : undefined
}

function actorOfArn(arn: string): Actor {
  const [, , service = '', , account = '', resource = ''] = arn.split(':')
  // An origin access identity is CloudFront itself, whoever asked it.
  if (account === 'cloudfront') return { kind: 'aws-service', session: arn, principal: arn }
  const owner = accountOfArn(arn)
  return {
    kind: kindOf(service, resource),
    session: arn,
    principal: principalOfArn(arn),
    ...(owner === undefined ? {} : { account: owner }),
  }
}

function kindOf(service: string, resource: string): Actor['kind'] {
  if (resource === 'root') return 'root'
  if (resource.startsWith('user/')) return 'iam-user'
  if (resource.startsWith('federated-user/')) return 'federated-user'
  return resource.startsWith('assumed-role/') || (service === 'iam' && resource.startsWith('role/'))
    ? 'assumed-role'
    : 'unknown'
}
