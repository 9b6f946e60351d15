import type { FileAccount } from '#formats'

/** What a file is told to be of which only the beginning is there. */
const signs = new Set([
  'truncated-gzip',
  'truncated-zstd',
  'truncated-zip',
  'corrupt-zip', // the list of members stands at the end
  'truncated-record',
  'truncated-file',
])

/** What the operating system gave nothing of: whether it has its end is not known, and waiting for that would hide why. */
const notHad = new Set(['not-found', 'not-readable'])

/** It ends where no log ends, as one does that is still being copied. */
export const isUnfinished = (contents: readonly FileAccount[]): boolean =>
  contents.some(
    ({ bytes, endsWithinLine, issues }) =>
      endsWithinLine === true ||
      (bytes === 0 && !issues.some(({ code }) => notHad.has(code))) ||
      issues.some(({ code }) => signs.has(code)),
  )
