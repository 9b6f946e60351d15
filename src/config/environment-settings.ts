import type { EnvironmentSettings } from '#events'
import type { EnvironmentFile } from './config-schema.ts'

/** The part of a configuration that events are seen with. */
export const environmentSettings = (file: EnvironmentFile): EnvironmentSettings => ({
  ownAccounts: (file.accounts?.own ?? []).map(idOf),
  knownAccounts: (file.accounts?.known ?? []).map(known => idOf(typeof known === 'object' ? known.id : known)),
  logBuckets: file.buckets?.logs ?? [],
  sensitiveBuckets: file.buckets?.sensitive ?? [],
  trustedNetworks: file.networks?.trusted ?? [],
  listedNetworks: file.indicators?.addresses ?? [],
  automation: file.principals?.automation ?? [],
})

const idOf = (account: string | number): string => String(account).padStart(12, '0')
