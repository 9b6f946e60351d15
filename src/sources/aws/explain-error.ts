import type { Issue } from '#primitives'
import { awsProblems } from './problems.ts'
import { codeOf, mayMend, nameOf, statusOf } from './retry.ts'

/** What was asked of AWS when it failed. */
export interface Asked {
  /** As a person would name it: `s3://bucket/key`, the name of the queue. */
  readonly name: string
  /** The action that has to be allowed, e.g. `s3:GetObject`. */
  readonly action: string
  /** The ARN, or as much of it as is known, that it has to be allowed on. */
  readonly resource: string
  readonly bucket?: string
}

export interface Explanation {
  readonly issue: Issue
  /**
   * `passing`: it may mend itself. `lasting`: somebody has to do something, and then it succeeds. `final`: what was asked
   * for does not exist.
   */
  readonly kind: 'passing' | 'lasting' | 'final'
}

const credentialErrors = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'InvalidSecurity',
  'NotSignedUp',
])

// S3 and SQS have their own words for the same.
const keyErrors =
  /^(?:KMS\.(?:Disabled|NotFound|KMSInvalidState|InvalidState|InvalidKeyUsage)Exception|Kms(?!AccessDenied)\w+)$/

/** In our words what AWS, its client, or the network said; what none of them says is a bug and goes on. */
export function explainError(error: unknown, asked: Asked): Explanation {
  if (!(error instanceof Error)) throw error
  const { name } = asked
  const reason = reasonOf(error)
  const lasting = (issue: Issue): Explanation => ({ issue, kind: 'lasting' })
  if (mayMend(error)) return { issue: awsProblems.unavailable(name, reason), kind: 'passing' }
  if (error.message === 'Region is missing') return lasting(awsProblems.noRegion(name))
  const said = nameOf(error)
  if (said.endsWith('ProviderError')) return lasting(awsProblems.noCredentials(name, reason))
  if (credentialErrors.has(said)) return lasting(awsProblems.credentialsRefused(name, reason))
  if (keyErrors.test(said)) return lasting(awsProblems.keyUnusable(name, reason))
  const status = statusOf(error)
  if (codeOf(error) === 'EPROTO' && /wrong version number|packet length too long/.test(error.message))
    return lasting(awsProblems.noTls(name))
  if (status === undefined && codeOf(error) !== '') return lasting(awsProblems.unreachable(name, reason))
  if (status === undefined) throw error
  if (said === 'QueueDoesNotExist') return { issue: awsProblems.noQueue(name), kind: 'final' }
  if (said === 'KmsAccessDenied') return lasting(awsProblems.keyDenied(name, 'the KMS key of the queue', reason))
  // Logs that are told of lie somewhere: an endpoint is wrong, or a bucket is made anew.
  if (said === 'NoSuchBucket') return lasting(awsProblems.noBucket(name, asked.bucket ?? ''))
  if (said === 'NoSuchKey' || said === 'NotFound') return { issue: awsProblems.noObject(name), kind: 'final' }
  if (said === 'InvalidObjectState') return lasting(awsProblems.archived(name))
  // On the way to a role.
  if (/ sts:\w+/.test(error.message)) return lasting(awsProblems.credentialsRefused(name, reason))
  if (status === 403 || said.startsWith('AccessDenied')) return lasting(denial(asked, error, reason))
  return lasting(awsProblems.refused(name, reason))
}

/**
 * AWS names the key of a missing permission in its words:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
function denial({ name, action, resource }: Asked, error: Error, reason: string): Issue {
  if (!/kms:/i.test(error.message)) return awsProblems.denied(name, action, resource, reason)
  const [key = 'the KMS key of the object'] = /arn:aws[\w-]*:kms:[\w:/-]+/.exec(error.message) ?? []
  return awsProblems.keyDenied(name, key, reason)
}

function reasonOf(error: Error): string {
  const word = codeOf(error) || nameOf(error)
  const said = error.message.trim().replace(/\.$/, '')
  return said === '' || said === word ? word : `${word}: ${said}`
}
