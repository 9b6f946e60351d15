/** A bucket, and how the keys in it begin. */
export interface BucketPrefix {
  /** Its name, or the ARN of an access point. */
  readonly bucket: string
  readonly prefix: string
}

export const isS3Url = (text: string): boolean => text.startsWith('s3://')

/** `s3://bucket/prefix`, as the AWS CLI takes it: the prefix is no URL path, so nothing in it is escaped. */
export function parseS3Url(text: string): BucketPrefix | undefined {
  const match = /^s3:\/\/(arn:aws[\w-]*:s3:[\w-]*:\d{12}:accesspoint\/[^/]+|[a-z0-9][\w.-]+)(?:\/(.*))?$/s.exec(text)
  return match ? { bucket: match[1] as string, prefix: match[2] ?? '' } : undefined
}

export const s3Url = ({ bucket, prefix }: BucketPrefix): string => `s3://${bucket}/${prefix}`
