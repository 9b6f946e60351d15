import type { FieldGroup } from '../field.ts'
import { bodyField } from './fact-field.ts'

const versioning = bodyField('versioning', 'VersioningConfiguration')

export const versioningFields: FieldGroup = {
  title: 'Versioning',
  about: 'What `PutBucketVersioning` sets.',
  fields: [
    versioning('status', 'string', '`Enabled` or `Suspended`, as written.', facts => facts.versioning?.status),
    versioning('suspended', 'boolean', 'New object versions are no longer kept.', facts => facts.versioning?.suspended),
    versioning('mfa_delete', 'string', '`Enabled` or `Disabled`, as written.', facts => facts.versioning?.mfaDelete),
    versioning(
      'mfa_delete_disabled',
      'boolean',
      'Versions can be deleted without a second factor.',
      facts => facts.versioning?.mfaDeleteDisabled,
    ),
  ],
}
