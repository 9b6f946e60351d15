import { parseDuration, parseSize } from '#primitives'
import type { ConfigFile } from './config-schema.ts'
import type { Configuration } from './configuration.ts'

/** The limits under the names that the stages have for them, sizes in bytes, lengths of time in milliseconds. */
export function limitsOf(limits: NonNullable<ConfigFile['limits']>): Configuration['limits'] {
  const told = {
    workers: limits.workers,
    maxFileBytes: bytes(limits.max_file_size),
    maxRatio: limits.max_ratio,
    maxDepth: limits.max_depth,
    maxRecordBytes: bytes(limits.max_record_size),
    maxNesting: limits.max_nesting,
    lateness: limits.lateness === undefined ? undefined : parseDuration(limits.lateness),
  }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}

const bytes = (size: number | string | undefined): number | undefined =>
  typeof size === 'string' ? parseSize(size) : size
