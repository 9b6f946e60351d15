import { describe, expect, test } from 'vitest'
import { closest, isObject, ok, type Result } from '#primitives'
import {
  applyFilters,
  type CompiledRule,
  compileRule,
  parseSigmaDocuments,
  type SigmaFilter,
  type SigmaRule,
} from '#sigma'
import { type ConformanceCase, type Feature, fileOf, type Group, suite } from './suite.ts'

type Event = Readonly<Record<string, unknown>>

/** A field by its name, or its dotted path; a list stands for each of its elements. */
function read(value: unknown, path: string): unknown {
  if (Array.isArray(value)) {
    const found = value.map(one => read(one, path)).filter(one => one !== undefined)
    return found.length === 0 ? undefined : found
  }
  if (!isObject(value)) return undefined
  const dot = path.indexOf('.')
  return path in value || dot < 0 ? value[path] : read(value[path.slice(0, dot)], path.slice(dot + 1))
}

const textsOf = (value: unknown): string[] =>
  typeof value === 'object' ? Object.values(value ?? {}).flatMap(textsOf) : [`${value as string | number | boolean}`]

function compile(
  one: ConformanceCase,
  { placeholders = {} }: Feature,
  group: Group,
): Result<readonly CompiledRule<Event>[]> {
  const parsed = parseSigmaDocuments(fileOf(one, group), 'rule.yml', { placeholders })
  if (!parsed.ok) return parsed
  const rules: SigmaRule[] = []
  const filters: SigmaFilter[] = []
  for (const document of parsed.value) {
    if (document.kind === 'rule') rules.push(document.rule)
    if (document.kind === 'filter') filters.push(document.filter)
  }
  const narrowed = applyFilters(rules, filters)
  if (!narrowed.ok) return narrowed
  const compiled: CompiledRule<Event>[] = []
  for (const rule of narrowed.value) {
    const result = compileRule<Event>(rule, {
      resolve: field => (field === 'unknown' ? undefined : event => read(event, field)),
      suggest: field => closest(field, ['known']),
      texts: textsOf,
    })
    if (!result.ok) return result
    compiled.push(result.value)
  }
  return ok(compiled)
}

const labelOf = (one: ConformanceCase): string => JSON.stringify(one.rule ?? one.file)

describe.each(suite)('$title', group => {
  describe.each(group.features)('$feature', feature => {
    test.each(feature.cases.map(one => [labelOf(one), one] as const))('%s', (_, one) => {
      const rules = compile(one, feature, group)
      if (one.refused !== undefined) {
        expect(rules.ok ? 'accepted' : rules.issues.map(({ code }) => code)).toContain(one.refused)
        return
      }
      if (!rules.ok) throw new Error(rules.issues.map(({ message }) => message).join('\n'))
      const hits = (event: Event): boolean => rules.value.some(rule => rule.matches(event))
      for (const event of one.matches ?? []) expect({ event, matches: hits(event) }).toEqual({ event, matches: true })
      for (const event of one.silent ?? []) expect({ event, matches: hits(event) }).toEqual({ event, matches: false })
    })
  })
})
