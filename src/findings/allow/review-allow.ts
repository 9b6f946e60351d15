import type { Duration } from '#primitives'
import type { Finding } from '../finding.ts'
import type { AllowEntry, AllowField } from './allow-entry.ts'
import { applyAllow } from './apply-allow.ts'

export type AllowProblem = 'expired' | 'expires-soon' | 'unused' | 'too-broad'

export interface AllowReview {
  readonly entry: AllowEntry
  readonly problems: readonly { readonly problem: AllowProblem; readonly why: string }[]
  /** How many of the given findings it covers; absent when none were given. */
  readonly covers?: number
}

/**
 * What is wrong with allow entries.
 *
 * @param now epoch milliseconds
 * @param soon how long before its end an entry is told of
 * @param findings those to compare with, hidden ones among them; without them no entry is unused.
 */
export function reviewAllow(
  entries: readonly AllowEntry[],
  now: number,
  soon: Duration,
  findings?: readonly Finding[],
): AllowReview[] {
  const uses = findings && applyAllow(findings, entries, now).uses
  return entries.map((entry, index) => {
    const covers = uses?.[index]?.hidden.length
    const tooBroad = whyTooBroad(entry)
    return {
      entry,
      problems: [
        ...endOf(entry, now, soon),
        ...(covers === 0 ? [{ problem: 'unused' as const, why: 'it covers none of these findings' }] : []),
        ...(tooBroad === undefined ? [] : [{ problem: 'too-broad' as const, why: tooBroad }]),
      ],
      ...(covers !== undefined && { covers }),
    }
  })
}

function endOf({ expires }: AllowEntry, now: number, soon: Duration): AllowReview['problems'] {
  if (expires === undefined || expires > now + soon) return []
  const day = new Date(expires).toISOString().slice(0, 10)
  if (expires <= now) return [{ problem: 'expired', why: `it hides nothing since ${day}` }]
  return [{ problem: 'expires-soon', why: `it hides nothing from ${day} on` }]
}

/** What narrows an entry to somebody or something of the environment. */
const narrowing: readonly AllowField[] = ['bucket', 'actor.principal', 'actor.session']

function whyTooBroad({ match }: AllowEntry): string | undefined {
  const named = narrowing.flatMap(field => match[field] ?? [])
  if (named.length === 0) return 'it names neither a bucket nor a principal'
  if (named.some(value => !isAnything(value))) return undefined
  return 'the buckets and principals that it names are all there are'
}

/** `*`, `*?`, and an ARN of any user or role. */
const isAnything = (glob: string): boolean => /^[*?]+$/.test(glob) || /^arn:[^/]*[:/][*?]+$/.test(glob)
