import type { ActivityEvent, VersioningFact } from '#events'
import { filledTextOf, memberOf, objectOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/**
 * What PutBucketVersioning sets. A bucket that has versions can go back only to `Suspended`; any other word than
 * `Enabled` is read the same way.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export function readVersioning(event: ActivityEvent): VersioningFact | undefined {
  const configuration = objectOf(memberAt(parametersOf(event), 'versioningconfiguration'))
  if (configuration === undefined) return undefined
  const status = filledTextOf(memberOf(configuration, 'status'))
  const mfaDelete = filledTextOf(memberOf(configuration, 'mfadelete'))
  return {
    ...(status !== undefined && { status }),
    suspended: status !== undefined && status.trim().toLowerCase() !== 'enabled',
    ...(mfaDelete !== undefined && { mfaDelete }),
    mfaDeleteDisabled: mfaDelete?.trim().toLowerCase() === 'disabled',
  }
}
