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
import { exampleCorrelation } from '../fixtures/example-correlation.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { type Delivery, findingsOf } from '../fixtures/findings-of.ts'
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

/** `0 a, 5 b bucket=x` */
const historyOf = (text: string): Delivery[] =>
  text.split(', ').map((entry, index) => {
    const [minutes, action = '', ...more] = entry.split(' ')
    const { user, bucket = 'amzn-s3-demo-bucket', size } = Object.fromEntries(more.map(part => part.split('=')))
    const time = exampleTime + Number(minutes) * 60_000
    const requestParameters = size === undefined ? {} : { size }
    return { event: exampleEvent({ id: `${index}`, time, action, user, bucket, requestParameters }) }
  })

function checkCorrelation(one: ConformanceCase, group: Group): void {
  const parsed = parseSigmaDocuments(fileOf(one, group), 'rule.yml')
  if (one.refused !== undefined) {
    expect(parsed.ok ? 'accepted' : parsed.issues.map(({ code }) => code)).toContain(one.refused)
    return
  }
  const detection = exampleCorrelation('rule', fileOf(one, group))
  const isFound = (history: string): boolean => findingsOf([detection], historyOf(history)).findings.length > 0
  for (const history of one.found ?? []) expect({ history, found: isFound(history) }).toEqual({ history, found: true })
  for (const history of one.quiet ?? []) expect({ history, found: isFound(history) }).toEqual({ history, found: false })
}

const labelOf = (one: ConformanceCase): string => JSON.stringify(one.rule ?? one.correlation ?? one.file)

describe.each(suite)('$title', group => {
  describe.each(group.features)('$feature', feature => {
    test.each(feature.cases.map(one => [labelOf(one), one] as const))('%s', (_, one) => {
      if (one.correlation !== undefined || one.found !== undefined) return checkCorrelation(one, group)
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
