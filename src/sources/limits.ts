import type { SourceLimits } from './log-file.ts'

const mebibyte = 1024 * 1024

/**
 * Real trails shrink 10 to 30 times and access logs at most 10, since every record carries ids that do not compress;
 * DEFLATE ends near 1030. A ratio of 250 therefore stops a bomb and no log, and never a small file of zeros.
 */
export const defaultSourceLimits: SourceLimits = {
  // By powers of 1000, as the setting counts.
  maxFileBytes: 64_000_000_000,
  maxRatio: 250,
  ratioFloorBytes: 64 * mebibyte,
  maxDepth: 64,
}
