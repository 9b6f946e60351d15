import { closest, type Issue, type Place } from '#primitives'
import * as issues from '../issues.ts'
import type { Operator } from '../rule.ts'

/** What a chain of modifiers (`|contains|all`) asks for. */
export interface Comparison {
  readonly operator: Operator
  readonly all: boolean
  readonly cased: boolean
  /** Flags of `re`, in RE2's letters. */
  readonly flags: string
}

const textOperators = ['contains', 'startswith', 'endswith'] as const
const otherOperators = ['exists', 're', 'cidr', 'lt', 'lte', 'gt', 'gte'] as const
const flags = ['i', 'm', 's'] as const
const operators = [...textOperators, ...otherOperators] as const
const supported = [...operators, ...flags, 'all', 'cased', 'fieldref'] as const

type Modifier = (typeof supported)[number]

const base64 = 'match the encoded text with `contains`'
const byTime = 'times are compared nowhere in a search'

/** Modifiers that Sigma 2.1 or pySigma define and that are refused, with what to do instead. */
const refused: Readonly<Record<string, string>> = {
  base64,
  base64offset: base64,
  utf16: base64,
  utf16le: base64,
  utf16be: base64,
  wide: base64,
  windash: 'list the spellings as values',
  expand: 'write the values in place of the placeholder',
  neq: 'put the comparison in a search of its own and write `not` before its name in the condition',
  minute: byTime,
  hour: byTime,
  day: byTime,
  week: byTime,
  month: byTime,
  year: byTime,
}

/** Reads a chain of modifiers; every fault in it becomes an issue, and the result is then undefined. */
export function readModifiers(names: readonly string[], at: Place, found: Issue[]): Comparison | undefined {
  const before = found.length
  const modifiers: Modifier[] = []
  for (const name of names) {
    const instead = Object.hasOwn(refused, name) ? refused[name] : undefined
    if (instead !== undefined) found.push(issues.unsupportedModifier(at, name, instead))
    else if (!isModifier(name)) found.push(issues.unknownModifier(at, name, closest(name, allNames)))
    else if (modifiers.includes(name)) found.push(issues.modifiersDoNotCombine(at, name, name))
    else modifiers.push(name)
  }
  const clash = findClash(modifiers)
  if (clash !== undefined) found.push(issues.modifiersDoNotCombine(at, ...clash))
  if (modifiers.some(isFlag) && !modifiers.includes('re')) {
    found.push(issues.flagWithoutRegex(at, modifiers.find(isFlag) ?? 'i'))
  }
  return found.length > before ? undefined : combine(modifiers)
}

const allNames = [...supported, ...Object.keys(refused)]

const isModifier = (name: string): name is Modifier => supported.some(known => known === name)
const isFlag = (name: Modifier): boolean => flags.some(flag => flag === name)
const isTextOperator = (name: Modifier): name is (typeof textOperators)[number] =>
  textOperators.some(known => known === name)
const isOperator = (name: Modifier): name is (typeof operators)[number] => operators.some(known => known === name)

/** Two modifiers that cannot both apply. */
function findClash(modifiers: readonly Modifier[]): [string, string] | undefined {
  const [first, second] = modifiers.filter(isOperator)
  if (first !== undefined && second !== undefined) return [first, second]
  const hasOther = first !== undefined && !isTextOperator(first)
  if (hasOther && modifiers.includes('fieldref')) return [first, 'fieldref']
  // `re` is case-sensitive as it is; addresses, numbers and presence have no case.
  if (hasOther && modifiers.includes('cased')) return [first, 'cased']
  if (first === 'exists' && modifiers.includes('all')) return [first, 'all']
  return undefined
}

function combine(modifiers: readonly Modifier[]): Comparison {
  const operator = modifiers.find(isOperator)
  const text = operator !== undefined && isTextOperator(operator) ? operator : undefined
  const byField = modifiers.includes('fieldref')
  return {
    operator: byField ? (text === undefined ? 'fieldref' : `fieldref|${text}`) : (operator ?? 'equals'),
    all: modifiers.includes('all'),
    cased: modifiers.includes('cased'),
    flags: modifiers.filter(isFlag).join(''),
  }
}
