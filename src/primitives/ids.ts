declare const brand: unique symbol
type Brand<Name extends string> = string & { readonly [brand]: Name }

/** Twelve digits in real logs; kept as delivered, since samples and redacted logs bend it. */
export type AccountId = Brand<'AccountId'>
/** A bucket's name without ARN, host or path. */
export type BucketName = Brand<'BucketName'>

export const asAccountId = (text: string): AccountId => text as AccountId
export const asBucketName = (text: string): BucketName => text as BucketName

/** The account part of an ARN, absent in bucket ARNs. */
export function accountOfArn(arn: string): AccountId | undefined {
  const part = arn.split(':', 5)[4]
  return part ? asAccountId(part) : undefined
}
