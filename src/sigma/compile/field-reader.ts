import type { Issue, Place } from '#primitives'
import type { FieldResolver } from '../compiled-rule.ts'
import * as issues from '../issues.ts'

/** Binds the names of a rule to a host's events, and keeps account of which ones. */
export class FieldReader<E> {
  readonly issues: Issue[] = []
  readonly #fields: FieldResolver<E>
  readonly #names = new Set<string>()

  constructor(fields: FieldResolver<E>) {
    this.#fields = fields
  }

  /** Every field asked for. */
  get names(): readonly string[] {
    return [...this.#names]
  }

  /** Whether what a field holds is known only when every event has been read. */
  isLate(field: string): boolean {
    return this.#fields.isLate?.(field) ?? false
  }

  /** An unknown field is an issue, and reads as missing. */
  read(field: string, at: Place): (event: E) => unknown {
    this.#names.add(field)
    const read = this.#fields.resolve(field)
    if (read !== undefined) return read
    this.issues.push(issues.unknownField(at, field, this.#fields.suggest(field)))
    return () => undefined
  }
}
