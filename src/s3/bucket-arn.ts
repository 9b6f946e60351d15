import { asBucketName, type BucketName } from '#primitives'

/** The bucket in `arn:aws:s3:::name`, also with a prefix behind it; an access point or a bare name stays as it is. */
export function bucketOfArn(text: string | undefined): BucketName | undefined {
  if (!text) return undefined
  const name = /^arn:[^:]*:s3:::([^/]+)/.exec(text)?.[1]
  return asBucketName(name ?? text)
}
