import { closest } from '#primitives'

/** `; did you mean x?`, or nothing when nothing is close. */
export function suggestion(given: string, names: readonly string[]): string {
  const near = closest(given, names)
  return near === undefined ? '' : `; did you mean ${near}?`
}
