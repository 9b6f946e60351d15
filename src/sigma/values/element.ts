import { absurd, isObject } from '#primitives'
import type { Quantifier, Step } from '../rule.ts'

/** The members of a list; one value is a list of one, and nothing, or null, is an empty list. */
export function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Whether as many of the elements pass as the quantifier wants. */
export function quantify(
  quantifier: Quantifier,
  elements: readonly unknown[],
  passes: (one: unknown) => boolean,
): boolean {
  switch (quantifier) {
    case 'any':
      return elements.some(passes)
    case 'none':
      return !elements.some(passes)
    case 'all':
      return elements.length > 0 && elements.every(passes)
    case 'all_or_empty':
      return elements.every(passes)
    default:
      return absurd(quantifier)
  }
}

/** Reads on below a field: members by their names, elements by their positions. */
export function readSteps<E>(read: (event: E) => unknown, steps: readonly Step[]): (event: E) => unknown {
  return event => {
    let value = read(event)
    for (const step of steps) value = typeof step === 'number' ? elementAt(value, step) : readMember(value, step)
    return value
  }
}

/** A position in anything but a list has nothing. */
const elementAt = (value: unknown, position: number): unknown => (Array.isArray(value) ? value.at(position) : undefined)

/** A field of an element by its dotted path; a list on the way stands for each of its elements. */
export function readPath(element: unknown, path: string): unknown {
  const own = readMember(element, path)
  if (own !== undefined || !path.includes('.')) return own
  const dot = path.indexOf('.')
  return readPath(readMember(element, path.slice(0, dot)), path.slice(dot + 1))
}

function readMember(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const found = value.map(item => readMember(item, name)).filter(item => item !== undefined)
    return found.length === 0 ? undefined : found
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
