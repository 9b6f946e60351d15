import type { Issue, Place } from '#primitives'
import type { FieldResolver } from '../compiled-rule.ts'
import * as issues from '../issues.ts'
import type { Step } from '../rule.ts'
import * as searchIssues from '../search-issues.ts'
import { readSteps } from '../values/element.ts'

type Reader<E, Value> = (event: E) => Value

/** Binds the names of a rule to a host's events, and keeps account of which ones. */
export class FieldReader<E> {
  readonly issues: Issue[] = []
  readonly #fields: FieldResolver<E>
  readonly #names = new Set<string>()
  #readsTexts = false

  /** The texts of an event are not known yet, as a late field is not. */
  readonly areTextsLate: boolean

  constructor(fields: FieldResolver<E>, { areTextsLate = false } = {}) {
    this.#fields = fields
    this.areTextsLate = areTextsLate
  }

  /** Every field asked for. */
  get names(): readonly string[] {
    return [...this.#names]
  }

  get readsTexts(): boolean {
    return this.#readsTexts
  }

  /** Whether what a field holds is known only when every event has been read. */
  isLate(field: string): boolean {
    return this.#fields.isLate?.(field) ?? false
  }

  /** Whether an event alone decides a late field. */
  isSettled(field: string): Reader<E, boolean> {
    return this.#fields.isSettled?.(field) ?? (() => false)
  }

  /** An unknown field is an issue, and reads as missing. */
  read(field: string, at: Place, steps: readonly Step[] = []): Reader<E, unknown> {
    if (steps.length > 0) return readSteps(this.structure(field, at), steps)
    this.#names.add(field)
    return this.#fields.resolve(field) ?? this.#unknown(field, at)
  }

  /** The field with its objects as they are. */
  structure(field: string, at: Place, steps: readonly Step[] = []): Reader<E, unknown> {
    this.#names.add(field)
    const read = this.#fields.structure?.(field) ?? this.#fields.resolve(field) ?? this.#unknown(field, at)
    return steps.length === 0 ? read : readSteps(read, steps)
  }

  /** Every text of an event. */
  texts(at: Place): Reader<E, readonly string[]> {
    this.#readsTexts = true
    const { texts } = this.#fields
    if (texts !== undefined) return texts
    this.issues.push(searchIssues.keywordsUnsupported(at))
    return () => []
  }

  #unknown(field: string, at: Place): Reader<E, unknown> {
    this.issues.push(issues.unknownField(at, field, this.#fields.suggest(field)))
    return () => undefined
  }
}
