import { isNothingHeld, isNothingUsable, type RunAccount } from './scan-result.ts'

/** Why there was nothing to search, in a sentence; undefined where there was something. No finding means nothing then. */
export function nothingSearched(account: RunAccount): string | undefined {
  if (account.files.found === 0) return 'There was no file to read, so that nothing was searched'
  if (isNothingUsable(account)) return 'Nothing in these files could be used, so that nothing was searched'
  return isNothingHeld(account) ? 'No findings: the logs that were read hold no events' : undefined
}
