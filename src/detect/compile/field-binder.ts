import { isLateField, isSettledOf, type Observation, resolveField, structureOf, suggestField } from '#events'
import type { Issue } from '#primitives'
import { type FieldResolver, placeOf, type SigmaMetadata } from '#sigma'
import type { FieldReader } from './compiled-detection.ts'
import * as issues from './issues.ts'
import { recordTexts } from './record-texts.ts'

/** The field catalogue as rules see it. */
export const catalogue: FieldResolver<Observation> = {
  resolve: resolveField,
  suggest: suggestField,
  isLate: isLateField,
  isSettled: isSettledOf,
  structure: structureOf,
  texts: recordTexts,
}

/** Binds field names of the `bucketwatch` block to the catalogue; unknown ones become issues. */
export class FieldBinder {
  readonly issues: Issue[] = []
  readonly #rule: SigmaMetadata
  readonly #aliases: ReadonlySet<string>

  /** @param aliases names that stand for another field in each rule, and have no reader of their own. */
  constructor(rule: SigmaMetadata, aliases: readonly string[] = []) {
    this.#rule = rule
    this.#aliases = new Set(aliases)
  }

  /** @param path where the name stands in the file, e.g. `bucketwatch.group.by.0`. */
  bind(field: string, path: string): FieldReader {
    const read = this.#aliases.has(field) ? () => undefined : resolveField(field)
    if (read) return { field, read }
    this.issues.push(issues.unknownField(placeOf(this.#rule, path), field, suggestField(field)))
    return { field, read: () => undefined }
  }

  /** For what has to be known of each event at once. */
  bindEarly(field: string, path: string): FieldReader {
    if (isLateField(field)) this.issues.push(issues.lateField(placeOf(this.#rule, path), field))
    return this.bind(field, path)
  }

  bindAllEarly(fields: readonly string[], path: string): FieldReader[] {
    return fields.map((field, index) => this.bindEarly(field, `${path}.${index}`))
  }

  bindAll(fields: readonly string[], path: string): FieldReader[] {
    return fields.map((field, index) => this.bind(field, `${path}.${index}`))
  }
}
