import { spellingsOf } from './record/raw-path.ts'

/** What tells the account that a record belongs to. */
export const accountPaths = ['recipientAccountId', 'userIdentity.accountId'] as const

/** What tells the bucket that a call is about. */
export const bucketPaths = ['requestParameters.bucketName', 'requestParameters.Host', 'requestParameters.host'] as const

/**
 * Members of `requestParameters`, in AWS's letter case and in the one with a small first letter; of a header in every
 * spelling that it is found in.
 */
export const parameterPaths = (...names: readonly string[]): readonly string[] => [
  ...new Set(
    names.flatMap(name => [
      ...spellingsOf(`requestParameters.${name}`),
      `requestParameters.${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    ]),
  ),
]
