import { byDigest } from '#baselines'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { maxWhos } from '../correlation/kinds.ts'
import { kindScopePrefix } from './correlation-rows.ts'

/** What a state that is kept in rows may grow to; undefined for no bound. */
export interface RowBounds {
  /** Different keys of a scope: one with more is crowded, as in memory (see `FirstSeenRule`). */
  readonly keys: number | undefined
  /** Scopes whose names begin with a text. */
  readonly scopes: { readonly prefix: string; readonly most: number } | undefined
}

export function rowBoundsOf({ judging }: CompiledDetection): RowBounds {
  return {
    keys: judging.kind === 'first-seen' ? judging.rule.maxKeysPerScope : undefined,
    scopes: judging.kind === 'correlation' ? { prefix: kindScopePrefix, most: maxWhos } : undefined,
  }
}

/**
 * The names that have to go, by the same rule as in memory: those with the smallest digests stay (see `keepSmallest`). None until
 * there are twice as many as may be.
 */
export const namesPastBound = (names: readonly string[], most: number): string[] =>
  names.length <= 2 * most ? [] : byDigest(names).slice(most)

/** Whether a name would have to go, where so many are kept already that those with larger digests than `last` had to. */
export const isPast = (name: string, last: string): boolean => byDigest([name, last])[0] === last && name !== last
