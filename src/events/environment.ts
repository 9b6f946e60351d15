import { BoundedCache } from '#primitives'
import type { Actor } from './actor.ts'
import { CidrSet } from './cidr-set.ts'
import { GlobSet } from './glob-set.ts'

/** What the configuration says about the environment. Plain data: it travels to the workers. */
export interface EnvironmentSettings {
  readonly ownAccounts: readonly string[]
  readonly knownAccounts: readonly string[]
  /** Globs of names, like all lists of buckets. */
  readonly logBuckets: readonly string[]
  readonly sensitiveBuckets: readonly string[]
  /** CIDRs. */
  readonly trustedNetworks: readonly string[]
  /** CIDRs that are known to be bad. */
  readonly listedNetworks: readonly string[]
  /** Globs of ARNs, or of the bare names of users and roles. */
  readonly automation: readonly string[]
}

export const noSettings: EnvironmentSettings = {
  ownAccounts: [],
  knownAccounts: [],
  logBuckets: [],
  sensitiveBuckets: [],
  trustedNetworks: [],
  listedNetworks: [],
  automation: [],
}

/** The settings, ready to be asked about one event. */
export interface Environment {
  readonly settings: EnvironmentSettings
  isSensitive(bucket: string): boolean
  isLogBucket(bucket: string): boolean
  isTrusted(ip: string): boolean
  isListed(ip: string): boolean
  isAutomation(actor: Actor): boolean
}

export function environmentOf(settings: EnvironmentSettings): Environment {
  const automation = new GlobSet(settings.automation)
  return {
    settings,
    isSensitive: asked(new GlobSet(settings.sensitiveBuckets)),
    isLogBucket: asked(new GlobSet(settings.logBuckets)),
    isTrusted: asked(new CidrSet(settings.trustedNetworks)),
    isListed: asked(new CidrSet(settings.listedNetworks)),
    isAutomation: ({ principal, session }) =>
      settings.automation.length > 0 &&
      (automation.has(principal) || automation.has(session) || automation.has(nameOf(principal))),
  }
}

export const emptyEnvironment: Environment = environmentOf(noSettings)

/** The same few buckets and addresses are asked about again and again. */
function asked(set: { has(text: string): boolean }): (text: string) => boolean {
  const answers = new BoundedCache<string, boolean>(10_000)
  return text => {
    let answer = answers.get(text)
    if (answer === undefined) {
      answer = set.has(text)
      answers.set(text, answer)
    }
    return answer
  }
}

/** The name of a role or user, without its ARN and path. */
const nameOf = (principal: string): string => principal.slice(principal.lastIndexOf('/') + 1)
