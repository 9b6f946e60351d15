import type { VersioningFact } from '#events'
import { type JsonObject, memberOf, objectOf, textOf } from '#primitives'

/**
 * What PutBucketVersioning sets. A bucket that has versions can go back only to `Suspended`; any other word than
 * `Enabled` is read the same way.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export function readVersioning(parameters: JsonObject): VersioningFact | undefined {
  const configuration = objectOf(parameters.VersioningConfiguration)
  if (configuration === undefined) return undefined
  const status = textOf(memberOf(configuration, 'status')) || undefined
  const mfaDelete = textOf(memberOf(configuration, 'mfadelete')) || undefined
  return {
    ...(status !== undefined && { status }),
    suspended: status !== undefined && status.trim().toLowerCase() !== 'enabled',
    ...(mfaDelete !== undefined && { mfaDelete }),
    mfaDeleteDisabled: mfaDelete?.trim().toLowerCase() === 'disabled',
  }
}
