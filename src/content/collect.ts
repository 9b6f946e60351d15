import { failure, type Issue, isNonEmpty, ok, type Result } from '#primitives'

/** All values, or all issues. */
export function collect<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const issues: readonly Issue[] = results.flatMap(result => (result.ok ? [] : result.issues))
  return isNonEmpty(issues) ? failure(...issues) : ok(results.flatMap(result => (result.ok ? [result.value] : [])))
}
