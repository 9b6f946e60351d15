import type { Issue } from './issue.ts'

/** The outcome of a step that may fail in an expected way. Bugs throw; bad input never does. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: Issues }

/** A failure always carries at least one issue. */
export type Issues = readonly [Issue, ...Issue[]]

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const failure = <T = never>(...issues: Issues): Result<T> => ({ ok: false, issues })

/** The first issue decides the type: an empty list is no failure. */
export const isNonEmpty = (issues: readonly Issue[]): issues is Issues => issues.length > 0
