import { closest, type Issue, type Place } from '#primitives'
import type { Operator, TimePart } from '../rule.ts'
import * as issues from '../search-issues.ts'
import {
  flags,
  isOneOf,
  type Modifier,
  modifiers,
  numberOperators,
  type Transform,
  textOperators,
  timeParts,
  transforms,
} from './modifier-names.ts'
import { findClash, findMisplaced } from './modifier-rules.ts'

/** What a chain of modifiers (`|contains|all`) asks for. */
export interface Modifiers {
  readonly operator: Operator
  readonly all: boolean
  readonly cased: boolean
  readonly negated: boolean
  readonly part: TimePart | undefined
  /** Flags of `re`, in RE2's letters. */
  readonly flags: string
  /** What is done to each value before it is compared, in this order. */
  readonly transforms: readonly Transform[]
}

/** Reads a chain of modifiers; every fault in it becomes an issue, and the result is then undefined. */
export function readModifiers(names: readonly string[], at: Place, found: Issue[]): Modifiers | undefined {
  const before = found.length
  const read: Modifier[] = []
  for (const name of names) {
    if (!isModifier(name)) found.push(issues.unknownModifier(at, name, closest(name, modifiers)))
    else if (read.includes(name)) found.push(issues.modifiersDoNotCombine(at, name, name))
    else read.push(name)
  }
  const flag = read.find(name => isOneOf(flags, name))
  if (flag !== undefined && !read.includes('re')) found.push(issues.flagWithoutRegex(at, flag))
  const clash = findClash(read)
  const misplaced = findMisplaced(read)
  if (clash !== undefined) found.push(issues.modifiersDoNotCombine(at, ...clash))
  else if (misplaced !== undefined) found.push(issues.modifierOrder(at, ...misplaced))
  return found.length > before ? undefined : combine(read)
}

const isModifier = (name: string): name is Modifier => modifiers.some(known => known === name)

function combine(names: readonly Modifier[]): Modifiers {
  const text = names.find(name => isOneOf(textOperators, name))
  const other = names.find(name => isOneOf([...numberOperators, 're', 'cidr', 'exists'], name))
  const byField = text === undefined ? 'fieldref' : (`fieldref|${text}` as const)
  return {
    operator: names.includes('fieldref') ? byField : (text ?? other ?? 'equals'),
    all: names.includes('all'),
    cased: names.includes('cased'),
    negated: names.includes('neq'),
    part: names.find(name => isOneOf(timeParts, name)),
    flags: names.filter(name => isOneOf(flags, name)).join(''),
    transforms: names.filter(name => isOneOf(transforms, name)),
  }
}
