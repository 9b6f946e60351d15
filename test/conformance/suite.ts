import { readdirSync, readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import * as z from 'zod'

/* What the rule language does, as data: run by conformance.test.ts, rendered by scripts/generate-sigma-conformance.ts. */

const event = z.record(z.string(), z.unknown())

const caseSchema = z
  .strictObject({
    /** The `detection` of a rule. */
    rule: z.record(z.string(), z.unknown()).optional(),
    /** The `correlation` of a correlation over rules `a`, `b` and `c`, which match the calls of these names. */
    correlation: z.record(z.string(), z.unknown()).optional(),
    /** A whole file, for what is not about one detection. */
    file: z.string().optional(),
    note: z.string().optional(),
    matches: z.array(event).optional(),
    silent: z.array(event).optional(),
    /** Histories in which the correlation is found, such as `0 a, 5 b bucket=x`: minutes, rule, and what differs. */
    found: z.array(z.string()).optional(),
    /** Histories in which it is not. */
    quiet: z.array(z.string()).optional(),
    /** The code of the issue that says so. */
    refused: z.string().optional(),
  })
  .refine(
    one => [one.rule, one.file, one.correlation].filter(part => part !== undefined).length === 1,
    'needs either a rule, a correlation or a file',
  )
  .refine(
    one =>
      (one.refused === undefined) !==
      [one.matches, one.silent, one.found, one.quiet].every(events => events === undefined),
    'is refused, or has events',
  )

const featureSchema = z.strictObject({
  feature: z.string(),
  about: z.string(),
  placeholders: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).optional(),
  cases: z.array(caseSchema).min(1),
})

const groupSchema = z.strictObject({
  title: z.string(),
  about: z.string(),
  /** The `sigma-version` of its rules. */
  version: z.int().optional(),
  features: z.array(featureSchema).min(1),
})

export type Group = z.infer<typeof groupSchema>
export type Feature = z.infer<typeof featureSchema>
export type ConformanceCase = z.infer<typeof caseSchema>

/** All groups, in the order of their files' names. */
export const suite: readonly Group[] = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.yml'))
  .toSorted()
  .map(name => groupSchema.parse(parse(readFileSync(new URL(name, import.meta.url), 'utf8'))))

/** The file that a case is about. */
export function fileOf({ rule, file, correlation }: ConformanceCase, { version }: Group): string {
  if (file !== undefined) return file
  if (correlation !== undefined) {
    const rules = ['a', 'b', 'c'].map(name => ({
      title: name,
      name,
      logsource: { product: 'aws', service: 'cloudtrail' },
      detection: { call: { eventName: name }, condition: 'call' },
    }))
    return [{ title: 'a correlation', correlation }, ...rules].map(document => stringify(document)).join('---\n')
  }
  return stringify({
    title: 'a rule',
    ...(version === undefined ? {} : { 'sigma-version': version }),
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: rule,
  })
}
