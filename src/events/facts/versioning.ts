/** What PutBucketVersioning sets. */
export interface VersioningFact {
  readonly status?: string
  /** New object versions are no longer kept. */
  readonly suspended: boolean
  readonly mfaDelete?: string
  readonly mfaDeleteDisabled: boolean
}
