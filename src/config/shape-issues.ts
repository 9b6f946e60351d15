import type * as z from 'zod'
import { closest, didYouMean, type Issue, type Place } from '#primitives'

/** What is needed to turn a schema's complaints into issues that point into a file. */
export interface ShapeContext {
  /** Prefix of every path, e.g. `bucketwatch`; empty for the file's top level. */
  readonly root: string
  readonly value: unknown
  /** Names that a misspelt key may have meant. */
  readonly knownKeys: readonly string[]
  placeOf(path: string): Place
  /** Where a key stands; where its value does, when absent. */
  placeOfKey?(path: string): Place
}

type ZodIssue = z.core.$ZodIssue

/** One issue for each complaint, and one for each unknown key. */
export function shapeIssues(error: z.ZodError, context: ShapeContext): readonly Issue[] {
  return error.issues.flatMap(issue => issuesOf(issue, issue.path, context))
}

function issuesOf(issue: ZodIssue, path: readonly PropertyKey[], context: ShapeContext): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey([...path, key], key, context))
  const member = issue.code === 'invalid_union' ? memberMeant(issue) : undefined
  if (member) return member.flatMap(inner => issuesOf(inner, [...path, ...inner.path], context))
  return [badValue(issue, path, context)]
}

/** The alternative that has the right shape and is wrong only further in. */
const memberMeant = (issue: z.core.$ZodIssueInvalidUnion): readonly ZodIssue[] | undefined =>
  issue.errors.find(errors => errors.length > 0 && errors.every(inner => inner.path.length > 0))

function badValue(issue: ZodIssue, path: readonly PropertyKey[], context: ShapeContext): Issue {
  const name = pathText(path, context)
  const subject = name === '' ? 'the file' : name
  const value = valueAt(context.value, path)
  const expected = expectation(issue)
  const at = context.placeOf(name)
  if (value === undefined)
    return { code: 'missing-key', message: `${subject} is missing; it ${expected}`, at, expected }
  const received = shorten(value)
  const meant = typeof value === 'string' ? closest(value, optionsOf(issue)) : undefined
  const hint = didYouMean(meant, '"')
  return { code: 'bad-value', message: `${subject} ${expected}, not ${received}${hint}`, at, expected, received }
}

function unknownKey(path: readonly PropertyKey[], key: string, context: ShapeContext): Issue {
  const parent = pathText(path.slice(0, -1), context)
  const where = parent === '' ? '' : ` in ${parent}`
  const isKnown = context.knownKeys.includes(key)
  const others = context.knownKeys.filter(known => known !== key)
  const meant = closest(key, others)
  const hint = didYouMean(meant, '"')
  const place = pathText(path, context)
  const at = context.placeOfKey?.(place) ?? context.placeOf(place)
  // A key that exists, but elsewhere, is not misspelt.
  const message = `${isKnown ? `the key "${key}" does not belong` : `there is no key "${key}"`}${where}${hint}`
  return { code: 'unknown-key', message, at, received: key }
}

function expectation(issue: ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${typeNames[issue.expected] ?? issue.expected}`
  const options = optionsOf(issue)
  if (options.length > 0) return `must be ${options.length > 1 ? 'one of ' : ''}${options.join(', ')}`
  return issue.message.startsWith('must') ? issue.message : `must fit: ${issue.message}`
}

function optionsOf(issue: ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code !== 'invalid_union') return []
  if (issue.discriminator !== undefined) return ('options' in issue ? (issue.options ?? []) : []).map(String)
  return issue.errors.flat().flatMap(optionsOf)
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
}

const pathText = (path: readonly PropertyKey[], { root }: ShapeContext): string =>
  (root === '' ? path : [root, ...path]).map(String).join('.')

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const key of path) current = (current as Record<PropertyKey, unknown> | null | undefined)?.[key]
  return current
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
