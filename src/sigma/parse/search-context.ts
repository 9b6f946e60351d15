import type { Issue } from '#primitives'
import type { SigmaDetection } from '../rule.ts'
import type { Placeholders } from '../values/placeholders.ts'
import type { Places } from './places.ts'

/** What the reading of a search depends on, and where it tells what is wrong. */
export interface SearchContext {
  readonly places: Places
  readonly found: Issue[]
  readonly placeholders: Placeholders
  /** Brackets select elements of lists (Sigma 3); before, they are part of a field's name. */
  readonly hasSelectors: boolean
  /** The search is about an element of a list, which is named `.`. */
  readonly isOfElement: boolean
  /** How a detection inside of a search is read; only where there are selectors. */
  readonly readDetection?: (value: unknown, path: string, context: SearchContext) => SigmaDetection | undefined
}

/** What the host gives to the reading of a file or of a search. */
export interface ParseOptions {
  /** What the placeholders of the modifier `expand` stand for. */
  readonly placeholders?: Placeholders
}
