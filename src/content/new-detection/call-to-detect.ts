import { cloudTrailEventNames, neverWritten } from '#events'
import { closest, didYouMean, failure, type Issue, ok, type Result } from '#primitives'

/** A call as CloudTrail writes it. */
export interface Call {
  readonly eventName: string
  /** Those that write a call of that name: S3 where it has one, else all of them. */
  readonly eventSources: readonly [string, ...string[]]
}

const s3 = 's3.amazonaws.com'

/** The call that is meant by an event name, or by `<service>:<event name>` for what is not in the list of names. */
export function callToDetect(given: string): Result<Call> {
  const [, eventSource, eventName] = /^([a-z0-9-]+\.amazonaws\.com):([A-Za-z0-9]+)$/.exec(given) ?? []
  if (eventSource !== undefined && eventName !== undefined) return ok({ eventName, eventSources: [eventSource] })
  const wanted = given.toLowerCase()
  const known = [...cloudTrailEventNames].flatMap(([service, names]) =>
    [...names].filter(name => name.toLowerCase() === wanted).map(name => ({ service, name })),
  )
  const [first, ...others] = known.some(({ service }) => service === s3)
    ? known.filter(({ service }) => service === s3)
    : known
  if (first === undefined) return failure(unknownEvent(given))
  return ok({ eventName: first.name, eventSources: [first.service, ...others.map(({ service }) => service)] })
}

/** Another call of the same service: a near miss of the first. */
export function anotherCall({ eventName, eventSources: [service] }: Call): string {
  if (service === s3) return eventName === 'HeadBucket' ? 'ListObjects' : 'HeadBucket'
  const names = cloudTrailEventNames.get(service) ?? []
  return [...names].find(name => name !== eventName) ?? 'DescribeNothing'
}

function unknownEvent(given: string): Issue {
  const written = [...neverWritten].find(([name]) => name.toLowerCase() === given.toLowerCase())?.[1]
  const names = new Set([...cloudTrailEventNames.values()].flatMap(of => [...of]))
  const near = written === undefined ? didYouMean(closest(given, names)) : `; it writes \`${written}\` in its place`
  return {
    code: 'unknown-event',
    message: `no call of that name is known that CloudTrail writes${near}`,
    at: { file: given },
    expected: 'the eventName of a call on S3, or of another service as `ec2.amazonaws.com:RunInstances`',
    received: given,
  }
}
