import { isObject } from '#primitives'
import type { Search } from '../rule.ts'
import * as issues from '../search-issues.ts'
import type { FieldPath } from './field-path.ts'
import type { SearchContext } from './search-context.ts'

/** How a search is read. */
type ReadSearch = (value: unknown, path: string, context: SearchContext) => Search | undefined

/** The name of the search that a block without a condition is. */
const only = 'element'

/**
 * Reads what the elements of a list must meet: a map of their fields, a whole detection with a `condition`, or values
 * for the element itself or for the one field that follows the selector.
 */
export function parseElements(
  { field, steps, quantifier = 'any', rest = '.' }: FieldPath,
  { modifiers, value }: { readonly modifiers: readonly string[]; readonly value: unknown },
  path: string,
  context: SearchContext,
  readSearch: ReadSearch,
): Search | undefined {
  const place = context.places.key(path)
  const inside = { ...context, isOfElement: true }
  const match = { field, ...(steps.length === 0 ? {} : { steps }), quantifier, place }
  if (isObject(value) && rest === '.' && modifiers.length === 0 && Object.hasOwn(value, 'condition')) {
    const detection = inside.readDetection?.(value, path, inside)
    return detection && { kind: 'elements', match: { ...match, detection } }
  }
  const search = isBlock(value) && rest === '.' ? readBlock() : readRest()
  if (search === undefined) return undefined
  const detection = { searches: { [only]: search }, conditions: [{ kind: 'search' as const, name: only }] }
  return { kind: 'elements', match: { ...match, detection } }

  function readBlock(): Search | undefined {
    if (modifiers.length === 0) return readSearch(value, path, inside)
    context.found.push(issues.modifierOfBlock(place, modifiers))
    return undefined
  }

  /** The place of `rules[any].ip: x` is that of its key: there is no map in the file with the inner name. */
  function readRest(): Search | undefined {
    const key = [rest, ...modifiers].join('|')
    const inner = (of: string): string => path + of.slice(key.length)
    const places = {
      key: (of: string) => context.places.key(inner(of)),
      value: (of: string) => context.places.value(inner(of)),
    }
    return readSearch({ [key]: value }, '', { ...inside, places })
  }
}

const isBlock = (value: unknown): boolean =>
  isObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isObject))
