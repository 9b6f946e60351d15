import {
  encodings,
  flags,
  isOneOf,
  type Modifier,
  numberOperators,
  textOperators,
  timeParts,
  transforms,
  wideEncodings,
} from './modifier-names.ts'

type Pair = readonly [Modifier, Modifier]
type Family = readonly Modifier[]

/** Of each of these, a chain has one at most. */
const alternatives: readonly Family[] = [
  [...textOperators, ...numberOperators, 're', 'cidr', 'exists'],
  timeParts,
  wideEncodings,
  ['base64', 'base64offset'],
  // A list that must all hold, or of which none may: both at once can be read two ways.
  ['all', 'neq'],
]

/** Families of which no two members combine: what the first makes of a value, the second cannot use. */
const strangers: readonly (readonly [Family, Family])[] = [
  [['fieldref'], [...numberOperators, 're', 'cidr', 'exists', ...transforms, ...timeParts]],
  // A pattern is case-sensitive as it is; addresses, numbers and presence have no case.
  [['cased'], [...numberOperators, 're', 'cidr', 'exists', ...timeParts]],
  [['exists'], ['all', 'neq']],
  // The opposite comparison says it.
  [['neq'], numberOperators],
  [[...numberOperators, 're', 'exists'], transforms],
  [['cidr'], ['windash', ...encodings]],
  [timeParts, [...textOperators, ...transforms, 're', 'cidr', 'exists', 'all']],
]

/** Modifiers are applied in the order given; the first of each pair must come before the second. */
const order: readonly (readonly [Family, Family])[] = [
  [['expand'], ['windash', ...encodings, 'cidr']],
  [['windash'], encodings],
  [wideEncodings, ['base64', 'base64offset']],
  // Wildcards cannot be encoded.
  [encodings, textOperators],
  [['fieldref'], textOperators],
  [timeParts, numberOperators],
  [['re'], flags],
]

/** Two modifiers that cannot both apply. */
export function findClash(names: readonly Modifier[]): Pair | undefined {
  for (const family of alternatives) {
    const [first, second] = names.filter(name => isOneOf(family, name))
    if (first !== undefined && second !== undefined) return [first, second]
  }
  for (const [family, others] of strangers) {
    const first = names.find(name => isOneOf(family, name))
    const second = names.find(name => isOneOf(others, name))
    if (first !== undefined && second !== undefined) return [first, second]
  }
  return undefined
}

/** A modifier that must come before another, and does not. */
export function findMisplaced(names: readonly Modifier[]): Pair | undefined {
  for (const [earlier, later] of order) {
    const last = names.findLast(name => isOneOf(earlier, name))
    const first = names.find(name => isOneOf(later, name))
    if (last !== undefined && first !== undefined && names.indexOf(first) < names.indexOf(last)) return [last, first]
  }
  return undefined
}
