import type { TextTest } from './match-pattern.ts'

/** Whether a text ends with any of the suffixes: only those with its last letter are tried. */
export function anySuffix(suffixes: readonly string[]): TextTest {
  const byLast = new Map<number, string[]>()
  for (const suffix of suffixes) {
    if (suffix === '') return () => true
    const last = suffix.charCodeAt(suffix.length - 1)
    byLast.set(last, [...(byLast.get(last) ?? []), suffix])
  }
  return text => {
    const candidates = byLast.get(text.charCodeAt(text.length - 1))
    return candidates?.some(suffix => text.endsWith(suffix)) ?? false
  }
}
