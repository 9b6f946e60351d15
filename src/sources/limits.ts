import type { SourceLimits } from './log-file.ts'

/** Sizes count by powers of 1000, as settings do. */
const megabyte = 1_000_000

/**
 * Real trails shrink 10 to 30 times and access logs at most 10, since every record carries ids that do not compress;
 * DEFLATE ends near 1030. A ratio of 250 therefore stops a bomb and no log, and never a small file of zeros.
 */
export const defaultSourceLimits: SourceLimits = {
  maxFileBytes: 64_000 * megabyte,
  maxRatio: 250,
  ratioFloorBytes: 64 * megabyte,
  maxDepth: 64,
}
