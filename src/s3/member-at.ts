import { type JsonObject, type JsonValue, memberOf, objectOf } from '#primitives'

/** The member behind a path of names, each in any letter case (given in lower case) and out of a list of one. */
export function memberAt(from: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = from
  for (const name of names) {
    const object = objectOf(value)
    if (object === undefined) return undefined
    value = memberOf(object, name)
  }
  return value
}

/** The parameters of a call, none for a record without them. */
export const parametersOf = ({ raw }: { readonly raw: JsonObject }): JsonObject => objectOf(raw.requestParameters) ?? {}
