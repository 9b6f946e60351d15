import fc from 'fast-check'
import type { JsonValue } from '#primitives'

/** How a writer of JSON may spell the same value. */
interface Style {
  /** A number from 0 up to `below`, exclusive. */
  next(below: number): number
  readonly spaces: boolean
  readonly escapes: boolean
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '/': '\\/',
}

function spell(text: string, style: Style): string {
  let out = '"'
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index)
    const code = text.charCodeAt(index)
    const must = code < 0x20 || unit === '"' || unit === '\\' || (code >= 0xd800 && code <= 0xdfff)
    const short = shortEscapes[unit]
    if (short && (must || style.escapes) && style.next(3) > 0) out += short
    else if (must || (style.escapes && style.next(6) === 0)) out += `\\u${code.toString(16).padStart(4, '0')}`
    else out += unit
  }
  return `${out}"`
}

/** JSON text for a value, spelled at random: escapes, white space, and members written twice of which the last counts. */
function write(value: JsonValue, style: Style): string {
  const gap = () => (style.spaces ? (['', '', ' ', '\n', '\r\n\t', '      '][style.next(6)] ?? '') : '')
  if (typeof value === 'string') return spell(value, style)
  if (Array.isArray(value)) {
    const items = (value as JsonValue[]).map(item => `${gap()}${write(item, style)}${gap()}`)
    return `[${items.length > 0 ? items.join(',') : gap()}]`
  }
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : JSON.stringify(value)
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const text = `${gap()}${spell(key, style)}${gap()}:${gap()}${write(inner ?? null, style)}${gap()}`
    const twin = `${gap()}${spell(key, style)}:${decoy}`
    return style.next(20) === 0 ? [twin, text] : [text]
  })
  return `{${members.length > 0 ? members.join(',') : gap()}}`
}

/** Overwritten by the member of the same name that follows. */
const decoy = '{"eventSource":"s3.amazonaws.com","arn":["decoy"],"key":{"er":null}}'

/** Texts for a value that JSON.parse all reads as that value. */
export const jsonText = (value: JsonValue): fc.Arbitrary<string> =>
  fc
    .record({ seed: fc.integer({ min: 1, max: 0x7ffffffe }), spaces: fc.boolean(), escapes: fc.boolean() })
    .map(({ seed, spaces, escapes }) => {
      let state = seed
      const next = (below: number): number => {
        state = (state * 48271) % 0x7fffffff
        return state % below
      }
      return write(value, { next, spaces, escapes })
    })

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
  fc.constantFrom('', '"', '\\', '\\"', '{"eventVersion":"1.08"}', '}]}', '\ud800', '\u2028', 'é', '💥'),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom<JsonValue>(-0, 0, 1e300, true, false, null),
)

const keys = fc.oneof(
  fc.constantFrom('eventSource', 'eventName', 'userIdentity', 'arn', 'requestParameters', 'Records', '__proto__'),
  fc.constantFrom('key', 'resources', 'a.b', '', '"', '\\', 'constructor', 'toString', '0'),
  fc.string({ maxLength: 8 }),
)

const fakes: readonly JsonValue[] = [
  { eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl' },
  { Records: [{ eventVersion: '1.08', eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl' }] },
  '{"eventSource":"s3.amazonaws.com","eventName":"PutBucketAcl"}',
]

/** Any JSON value, look-alikes of records included. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.constantFrom(...fakes),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map(ownMembers),
  ),
})).value

/** An object that has each member as its own, whatever its name. */
export function ownMembers(members: readonly (readonly [string, JsonValue])[]): JsonValue {
  const object: Record<string, JsonValue> = {}
  for (const [key, value] of members) {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  }
  return object
}

/** The same bytes, cut into pieces. */
export const pieces = (bytes: Uint8Array): fc.Arbitrary<Uint8Array[]> =>
  fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }).map(cuts => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
    return places.slice(1).map((to, index) => bytes.slice(places[index], to))
  })
