import type { Configuration } from '#config'
import type { ScanRequest } from '#pipeline'

type Settings = Pick<ScanRequest, 'environment' | 'workers' | 'lateness' | 'sourceLimits' | 'formatLimits'>

/** What the configuration says of reading and of the environment, for every command that scans. */
export const scanSettings = ({ environment, limits }: Configuration): Settings => ({
  environment,
  ...defined({ workers: limits.workers, lateness: limits.lateness }),
  sourceLimits: defined({
    maxFileBytes: limits.maxFileBytes,
    maxRatio: limits.maxRatio,
    maxDepth: limits.maxDepth,
  }),
  formatLimits: defined({ maxRecordBytes: limits.maxRecordBytes, maxNesting: limits.maxNesting }),
})

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
