import type { Place } from '#primitives'

/** What every document says of itself, whatever its kind. */
export interface SigmaMetadata {
  readonly title: string
  readonly id?: string
  /** A word by which correlations and filters may refer to the document instead of its id. */
  readonly name?: string
  readonly status?: string
  readonly description?: string
  readonly references: readonly string[]
  readonly author?: string
  readonly date?: string
  readonly modified?: string
  readonly tags: readonly string[]
  readonly level?: string
  readonly falsepositives: readonly string[]
  /** Top-level keys that Sigma does not define, e.g. `bucketwatch`, as plain values. */
  readonly custom: Readonly<Record<string, unknown>>
  /** Where a path of keys stands in the file, for issues about `custom` or any other part. Falls back to the closest parent. */
  readonly places: PlaceIndex
}

/** A Sigma rule as read from YAML: plain data, checked, not yet bound to any event type. */
export interface SigmaRule extends SigmaMetadata {
  readonly fields: readonly string[]
  readonly logsource: Logsource
  readonly detection: SigmaDetection
}

/** A filter narrows other rules: they match only events that meet its condition as well. */
export interface SigmaFilter extends SigmaMetadata {
  /** Only rules for the same log are meant; what is left out here may be anything there. */
  readonly logsource: Logsource
  /** Ids or names of rules; `any` is every rule of the log source. */
  readonly rules: readonly string[] | 'any'
  readonly detection: SigmaDetection
}

/** Dotted path (`bucketwatch.group.by.0`) to place; plain data so that rules may travel between threads. */
export type PlaceIndex = Readonly<Record<string, Place>>

export interface Logsource {
  readonly product?: string
  readonly service?: string
  readonly category?: string
}

export interface SigmaDetection {
  readonly searches: Readonly<Record<string, Search>>
  /** Several conditions are alternatives, as the specification says. */
  readonly conditions: readonly Condition[]
}

/** A map is a conjunction, a list of maps a disjunction. */
export type Search =
  | { readonly kind: 'all'; readonly items: readonly Search[] }
  | { readonly kind: 'any'; readonly items: readonly Search[] }
  | { readonly kind: 'field'; readonly match: FieldMatch }
  | { readonly kind: 'keywords'; readonly match: KeywordMatch }
  | { readonly kind: 'elements'; readonly match: ElementsMatch }

export interface FieldMatch extends Comparison {
  readonly field: string
  /** Where below the field the value stands: `args[0].name` has the steps 0 and `name`. Only Sigma 3 has them. */
  readonly steps?: readonly Step[]
  /** The part of a time that is compared. */
  readonly part?: TimePart
}

/** Values looked for in all texts of an event. */
export type KeywordMatch = Comparison

/** What the elements of a list must meet, each by itself (array matching of Sigma 3). */
export interface ElementsMatch {
  readonly field: string
  readonly steps?: readonly Step[]
  readonly quantifier: Quantifier
  /** Of the element: its fields by their names, the element itself as `.`. */
  readonly detection: SigmaDetection
  readonly place: Place
}

interface Comparison {
  readonly operator: Operator
  /** As the rule writes them: alternatives, or all required with the `all` modifier. */
  readonly values: readonly SigmaValue[]
  /** For each of the values, the alternatives that `expand`, `windash` or an encoding makes of it. */
  readonly standsFor?: readonly (readonly SigmaValue[])[]
  /** The names of the modifiers that made these, in their order. */
  readonly transforms?: readonly string[]
  readonly all: boolean
  readonly cased: boolean
  /** The comparison must not hold (`neq`). */
  readonly negated?: true
  readonly place: Place
}

/** A member by its name, or an element by its position: from 0, or from the end when negative. */
export type Step = string | number

export type Quantifier = 'any' | 'all' | 'all_or_empty' | 'none'

export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

export type Operator =
  | 'equals'
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 're'
  | 'cidr'
  | 'exists'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'fieldref'
  | 'fieldref|contains'
  | 'fieldref|startswith'
  | 'fieldref|endswith'

/** Text still holds Sigma's wildcards and escapes; a regular expression holds its flags: `(?i)...`. */
export type SigmaValue = string | number | boolean | null

export type Condition =
  | { readonly kind: 'search'; readonly name: string }
  | {
      readonly kind: 'quantified'
      readonly quantifier: 'one' | 'all'
      readonly names: readonly string[]
      readonly text: string
    }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
