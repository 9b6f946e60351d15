/** JSON in which maps, sets and missing elements survive, whatever their order: `{"$map": [[key, value], ...]}`, `{"$set": [...]}`, `{"$none": 1}`. */
export const toTaggedJson = (value: unknown): string => JSON.stringify(tag(value))

/** Throws a SyntaxError for what is no JSON. */
export const fromTaggedJson = (text: string): unknown => untag(JSON.parse(text))

function tag(value: unknown): unknown {
  if (value === undefined) return { $none: 1 }
  if (value instanceof Map) return { $map: inOrder(Array.from(value, ([key, one]) => [tag(key), tag(one)])) }
  if (value instanceof Set) return { $set: inOrder(Array.from(value, tag)) }
  if (Array.isArray(value)) return value.map(tag)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, one]) => (one === undefined ? [] : [[escaped(key), tag(one)] as const])),
  )
}

/** What has no order of its own is written in one that does not depend on how it came together. */
const inOrder = <T>(parts: T[]): T[] =>
  parts
    .map(part => ({ part, text: JSON.stringify(part) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ part }) => part)

function untag(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untag)
  if (typeof value !== 'object' || value === null) return value
  const [[key, one] = ['', undefined], ...others] = Object.entries(value)
  if (others.length === 0) {
    if (key === '$none') return undefined
    if (key === '$map' && isPairs(one)) return new Map(one.map(pair => untag(pair) as [unknown, unknown]))
    if (key === '$set' && Array.isArray(one)) return new Set(one.map(untag))
  }
  // Through `fromEntries`, a key `__proto__` is a key like any other.
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [unescaped(name), untag(inner)] as const))
}

/** What is no map stays as it is, so that who looks through it sees where it stands. */
const isPairs = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.every(pair => Array.isArray(pair) && pair.length === 2)

const escaped = (key: string): string => (key.startsWith('$') ? `$${key}` : key)
const unescaped = (key: string): string => (key.startsWith('$$') ? key.slice(1) : key)
