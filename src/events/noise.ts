import type { ActivityEvent } from './activity-event.ts'
import type { Actor } from './actor.ts'

/**
 * AWS's own housekeeping, by kind. What a person, a person's program, or CloudFormation on a person's behalf does is
 * none of it, and neither is any change made in the console.
 */
export type Noise = 'log-delivery' | 'aws-service' | 'service-linked-role' | 'console' | 'posture-scan' | 's3-itself'

/**
 * The services that bring logs to a bucket.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
const logDelivery: ReadonlySet<string> = new Set([
  'cloudtrail.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
  'logging.s3.amazonaws.com',
])

/** The services that look through every bucket's settings, or contents, to tell their owner how safe they are. */
const postureServices: ReadonlySet<string> = new Set([
  'access-analyzer.amazonaws.com',
  'auditmanager.amazonaws.com',
  'config.amazonaws.com',
  'config-conforms.amazonaws.com',
  'guardduty.amazonaws.com',
  'inspector2.amazonaws.com',
  'macie.amazonaws.com',
  'securityhub.amazonaws.com',
  'trustedadvisor.amazonaws.com',
])

/**
 * The kind of housekeeping that an event is, undefined for all that somebody wanted. It keys on what AWS itself writes into a
 * record, never on a name that a user may choose.
 */
export function noiseOf(event: ActivityEvent): Noise | undefined {
  const { actor } = event
  if (actor.kind === 'aws-service') return noiseOfService(actor.principal.toLowerCase())
  if (isServiceLinked(actor)) return postureServices.has(serviceOfRole(actor)) ? 'posture-scan' : 'service-linked-role'
  const reading = isReading(event)
  const onBehalf = actor.invokedBy === undefined ? undefined : noiseOnBehalf(event, actor.invokedBy, reading)
  if (onBehalf !== undefined) return onBehalf
  // Opening a bucket's page reads a dozen of its settings; an object that is read in the console is read by somebody.
  return reading && event.category === 'management' && isFromConsole(event) ? 'console' : undefined
}

function noiseOfService(service: string): Noise {
  if (logDelivery.has(service)) return 'log-delivery'
  if (postureServices.has(service)) return 'posture-scan'
  return service === 's3.amazonaws.com' ? 's3-itself' : 'aws-service'
}

/**
 * IAM keeps the path for roles that only their service can assume. A role's name alone says nothing, and an access log
 * has no path, so that there a service-linked role is an actor like any other.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export const isServiceLinked = ({ principal }: Actor): boolean => principal.includes(':role/aws-service-role/')

/** `arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig` */
const serviceOfRole = ({ principal }: Actor): string => principal.split('/')[2] ?? ''

/**
 * A service with a role that its user made for it: AWS Config reading settings, S3 replicating objects. A user or root who is
 * served by some other service, e.g. CloudFormation, stays the one who did it.
 */
function noiseOnBehalf({ actor, category }: ActivityEvent, invokedBy: string, reading: boolean): Noise | undefined {
  if (actor.kind !== 'assumed-role') return undefined
  if (reading && postureServices.has(invokedBy)) return 'posture-scan'
  return invokedBy === 's3.amazonaws.com' && category === 'data' ? 's3-itself' : undefined
}

/**
 * A user agent is easily forged, but console sessions have temporary keys: a stolen long-term key does not pass. CloudShell
 * and copied console credentials are a command line, whatever session they come from.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function isFromConsole({ userAgent = '', actor, raw }: ActivityEvent): boolean {
  if (actor.accessKeyId?.startsWith('AKIA')) return false
  if (consoleAgent.test(userAgent)) return true
  const { sessionCredentialFromConsole: fromConsole } = raw
  return (fromConsole === true || fromConsole === 'true') && userAgent.startsWith('Mozilla/')
}

/** `S3Console/0.4, aws-internal/3 ...`, `EC2ConsoleFrontend, ...`, `console.ec2.amazonaws.com`, `AWS Internal` */
const consoleAgent =
  /^(?:AWS Console |[A-Z0-9]+Console(?:\/|[A-Z])|console\.[a-z0-9.-]+\.amazonaws\.com$|AWS Internal$)/

const isReading = ({ action }: ActivityEvent): boolean =>
  /^(?:Get|List|Head|Describe|Batch(?:Get|Describe))/.test(action)
