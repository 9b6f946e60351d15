import type { EnvironmentSettings } from '#events'
import type { EnvironmentFile } from './config-schema.ts'

/** The part of a configuration that events are seen with. */
export const environmentSettings = (file: EnvironmentFile): EnvironmentSettings => ({
  ownAccounts: file.accounts?.own ?? [],
  knownAccounts: (file.accounts?.known ?? []).map(known => (typeof known === 'string' ? known : known.id)),
  logBuckets: file.buckets?.logs ?? [],
  sensitiveBuckets: file.buckets?.sensitive ?? [],
  trustedNetworks: file.networks?.trusted ?? [],
  listedNetworks: file.indicators?.addresses ?? [],
  automation: file.principals?.automation ?? [],
})
