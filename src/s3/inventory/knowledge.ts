import type { Environment, Knowledge, KnowledgeSummary } from '#events'
import { type AccountId, asAccountId, asBucketName } from '#primitives'
import { awsAccounts } from '../aws-accounts.ts'
import type { Inventory } from './inventory.ts'

/** What the inventory of all logs and the configuration come to. */
export function knowledgeOf(inventory: Inventory, environment: Environment): Knowledge {
  const { settings } = environment
  const own = new Set<string>([...settings.ownAccounts, ...inventory.accounts])
  const known = new Set<string>([...own, ...settings.knownAccounts])
  const ownerOf = (bucket: string): AccountId | undefined => inventory.owners.get(bucket)?.value
  return {
    isOwn: account => own.has(account),
    isKnown: account => known.has(account) || awsAccounts.has(account),
    knowsOwnAccounts: own.size > 0,
    ownerOf,
    isOwnBucket(bucket) {
      const owner = ownerOf(bucket)
      if (owner !== undefined && own.has(owner)) return true
      if (inventory.loggedBuckets.has(bucket)) return true
      return owner === undefined ? undefined : false
    },
    isLogBucket: bucket => inventory.logBuckets.has(bucket) || environment.isLogBucket(bucket),
    locationOf: arn => inventory.locations.get(arn)?.value,
    deletionOf: bucket => inventory.deletions.get(bucket)?.time,
    trailCreationOf: key => inventory.trails.get(key)?.time,
  }
}

export function summariseKnowledge(inventory: Inventory, { settings }: Environment): KnowledgeSummary {
  const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted()
  return {
    ownAccounts: sorted([...settings.ownAccounts, ...inventory.accounts]).map(asAccountId),
    knownAccounts: sorted(settings.knownAccounts).map(asAccountId),
    logBuckets: sorted([...inventory.logBuckets, ...settings.logBuckets]).map(asBucketName),
    buckets: new Set([...inventory.owners.keys(), ...inventory.loggedBuckets]).size,
    overflow: inventory.overflow,
  }
}
