/**
 * A second, simple reading of Sigma, to compare the compiler with: it interprets a detection as written, value by value,
 * without plans, sets or shared work. It knows no file format and refuses nothing.
 */
export type Event = Readonly<Record<string, unknown>>
type Value = string | number | boolean | null
type Comparison = Readonly<Record<string, unknown>>

export type Tree =
  | { readonly search: string }
  | { readonly not: Tree }
  | { readonly all: readonly Tree[] }
  | { readonly any: readonly Tree[] }

/** The tree as the text of a condition. */
export function conditionText(tree: Tree): string {
  if ('search' in tree) return tree.search
  if ('not' in tree) return `not (${conditionText(tree.not)})`
  const [items, join] = 'all' in tree ? [tree.all, ' and '] : [tree.any, ' or ']
  return items.map(item => `(${conditionText(item)})`).join(join)
}

export function holds(tree: Tree, searches: Readonly<Record<string, unknown>>, event: Event): boolean {
  if ('search' in tree) return searchHolds(searches[tree.search], event)
  if ('not' in tree) return !holds(tree.not, searches, event)
  if ('all' in tree) return tree.all.every(item => holds(item, searches, event))
  return tree.any.some(item => holds(item, searches, event))
}

function searchHolds(search: unknown, event: Event): boolean {
  if (Array.isArray(search)) return search.some(item => searchHolds(item, event))
  if (typeof search !== 'object' || search === null) return keywordHolds(String(search), event)
  return Object.entries(search as Comparison).every(([key, value]) => comparisonHolds(key, value, event))
}

/** Every text, number and boolean in an event, as text. */
export function textsIn(value: unknown): string[] {
  if (value === null || value === undefined) return []
  return typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [`${value as Value}`]
}

const keywordHolds = (word: string, event: Event): boolean =>
  textsIn(event).some(text => pattern(word, 'i', ['*', '*']).test(text))

function comparisonHolds(key: string, value: unknown, event: Event): boolean {
  const [field = '', ...modifiers] = key.split('|')
  const selector = /^(.*)\[(any|all|all_or_empty|none)\]$/.exec(field)
  if (selector !== null) return elementsHold(selector[2] ?? '', event[selector[1] ?? ''], value, modifiers)
  const values = [value].flat() as Value[]
  const has = (one: Value): boolean => oneHolds(field, modifiers, one, event)
  if (field === '') return modifiers.includes('all') ? values.every(has) : values.some(has)
  const found = modifiers.includes('all') ? values.every(has) : values.some(has)
  return found !== modifiers.includes('neq')
}

function elementsHold(quantifier: string, list: unknown, block: unknown, modifiers: readonly string[]): boolean {
  const elements = Array.isArray(list) ? list : list === undefined || list === null ? [] : [list]
  const passes = (element: unknown): boolean =>
    typeof block === 'object' && block !== null && !Array.isArray(block)
      ? searchHolds(block, isMap(element) ? element : {})
      : comparisonHolds(['element', ...modifiers].join('|'), block, { element })
  if (quantifier === 'any') return elements.some(passes)
  if (quantifier === 'none') return !elements.some(passes)
  return (quantifier === 'all_or_empty' || elements.length > 0) && elements.every(passes)
}

function oneHolds(field: string, modifiers: readonly string[], wanted: Value, event: Event): boolean {
  if (field === '') return keywordHolds(String(wanted), event)
  const actual = event[field]
  if (modifiers.includes('exists')) return isThere(actual) === wanted
  if (wanted === null) return isNothing(actual)
  const found = leaves(actual)
  if (modifiers.includes('fieldref')) {
    const texts = (values: readonly unknown[]): string[] => values.filter(one => typeof one !== 'object').map(textOf)
    const others = texts(leaves(event[String(wanted)]))
    return texts(found).some(text => others.includes(text))
  }
  return found.some(one => leafHolds(one, modifiers, wanted))
}

const textOf = (value: unknown): string => String(value).toLowerCase()

function leafHolds(leaf: unknown, modifiers: readonly string[], wanted: Value): boolean {
  const bound = modifiers.find(name => ['lt', 'lte', 'gt', 'gte'].includes(name))
  if (bound !== undefined) {
    const number = typeof leaf === 'boolean' || typeof leaf === 'object' || leaf === '' ? Number.NaN : Number(leaf)
    const limit = Number(wanted)
    return { lt: number < limit, lte: number <= limit, gt: number > limit, gte: number >= limit }[bound] === true
  }
  const text = typeof leaf === 'object' ? JSON.stringify(leaf) : `${leaf as Value}`
  if (modifiers.includes('re')) return new RegExp(String(wanted), modifiers.includes('i') ? 'i' : '').test(text)
  const start = modifiers.some(name => name === 'contains' || name === 'endswith') ? '*' : ''
  const end = modifiers.some(name => name === 'contains' || name === 'startswith') ? '*' : ''
  // An object is equal to no plain value; what has wildcards looks into its JSON.
  if (typeof leaf === 'object' && !/[*?]/.test(start + String(wanted) + end)) return false
  return pattern(String(wanted), modifiers.includes('cased') ? '' : 'i', [start, end]).test(text)
}

const isMap = (value: unknown): value is Event => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A Sigma pattern as a regular expression, with what stands around it. */
function pattern(text: string, flags: string, [start, end]: readonly [string, string]): RegExp {
  const source = text.replaceAll(/\\[*?\\]|[^]/gu, token => {
    if (token === '*') return '[^]*'
    if (token === '?') return '[^]'
    const literal = token.length > 1 && token.startsWith('\\') ? token.slice(1) : token
    return literal.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  })
  const any = (star: string): string => (star === '' ? '' : '[^]*')
  return new RegExp(`^${any(start)}${source}${any(end)}$`, `u${flags}`)
}

const isNothing = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 || value.some(isNothing) : value === undefined || value === null

const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.some(isThere) : value !== undefined)

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  return value === undefined || value === null ? [] : [value]
}
