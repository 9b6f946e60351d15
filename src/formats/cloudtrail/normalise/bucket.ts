import { asBucketName, type BucketName, isObject, type JsonObject, memberOf, textOf } from '#primitives'

const bucketArn = /^arn:[^:]*:s3:::([^/]+)/
/** `bucket.s3.us-west-2.amazonaws.com`, with its dual-stack, dashed, accelerated, website and China forms. */
const virtualHost =
  /^(.+)\.s3(?!-(?:control|accesspoint|object-lambda|outposts))[a-z0-9-]*\.(?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?(?::\d+)?$/i

/**
 * The bucket a record is about: its parameter, else its resources, else the host name that was called. A call by way of an access point
 * names the access point (ARN or alias) in the parameter; the bucket behind it is in the resources, where they are told.
 */
export function bucketOf(record: JsonObject, parameters: JsonObject | undefined): BucketName | undefined {
  const name = textOf(parameters?.bucketName)
  if (name !== undefined && name !== '') {
    if (!isArnOrAlias(name)) return asBucketName(name)
    return asBucketName(bucketOfArn(name) ?? bucketOfResources(record) ?? name)
  }
  const found = bucketOfResources(record) ?? (parameters && bucketOfHost(parameters))
  return found === undefined ? undefined : asBucketName(found)
}

/**
 * The object's key: the parameter; where no bucket is named either, the part after the bucket in the ARN of an object
 * among the resources.
 */
export function keyOf(record: JsonObject, parameters: JsonObject | undefined): string | undefined {
  const key = textOf(parameters?.key)
  if (key !== undefined && key !== '') return key
  if (isPlainName(textOf(parameters?.bucketName)) || !Array.isArray(record.resources)) return undefined
  for (const resource of record.resources) {
    if (!isObject(resource) || resource.type !== 'AWS::S3::Object') continue
    const arn = arnOf(resource)
    const slash = arn?.indexOf('/') ?? -1
    if (arn !== undefined && slash > 0 && bucketArn.test(arn)) return arn.slice(slash + 1)
  }
  return undefined
}

/** Whether the resources of a record have a say in what it is about. */
export function needsResources(record: JsonObject): boolean {
  const service = textOf(record.eventSource) ?? ''
  if (service !== '' && !service.startsWith('s3')) return false
  return !isPlainName(isObject(record.requestParameters) ? textOf(record.requestParameters.bucketName) : undefined)
}

const isPlainName = (name: string | undefined): boolean => name !== undefined && name !== '' && !isArnOrAlias(name)

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html reserves these endings. */
const isArnOrAlias = (name: string): boolean =>
  name.includes(':') || name.endsWith('-s3alias') || name.endsWith('--ol-s3') || name.endsWith('.mrap')

function bucketOfResources(record: JsonObject): string | undefined {
  if (!Array.isArray(record.resources)) return undefined
  let ofObject: string | undefined
  for (const resource of record.resources) {
    if (!isObject(resource)) continue
    const bucket = bucketOfArn(arnOf(resource) ?? '')
    if (bucket !== undefined && resource.type === 'AWS::S3::Bucket') return bucket
    ofObject ??= bucket
  }
  return ofObject
}

const arnOf = (resource: JsonObject): string | undefined =>
  textOf(resource.ARN) ?? textOf(resource.arn) ?? textOf(resource.ARNPrefix)

const bucketOfArn = (arn: string): string | undefined => (arn.startsWith('arn:') ? bucketArn.exec(arn)?.[1] : undefined)

function bucketOfHost(parameters: JsonObject): string | undefined {
  const host = textOf(memberOf(parameters, 'host'))
  return host === undefined || host.startsWith('s3') ? undefined : virtualHost.exec(host)?.[1]
}
