import type { JsonObject, JsonValue } from '#primitives'

/** A record put together again, and the members that could not be. */
export interface Nested {
  readonly record: JsonObject
  /** Paths into lists of which it is not told which value belongs to which element; they are left out. */
  readonly lost: readonly string[]
}

/** A member of a record by its path, as tools write it that know no nesting: `userIdentity.arn`, `resources{}.ARN`, `resources[0].ARN`. */
const flatKey =
  /^(?:additionalEventData|addendum|requestParameters|resources|responseElements|serviceEventDetails|tlsDetails|userIdentity)(?:\.|\{\}|\[)/

/** No record is nested as deeply. */
const mostSegments = 64

/** Stands in a path for all elements of a list, which Splunk writes as `{}`. */
const list = '{}'

interface Node {
  readonly members: Map<string, Node>
  value?: JsonValue
}

/** Whether a tool has written the record's members by their paths. */
export const isFlat = (record: JsonObject): boolean => Object.keys(record).some(key => flatKey.test(key))

/** The nested record that flat keys stand for. What is nested already stays as it is. */
export function nestKeys(record: JsonObject): Nested {
  const root: Node = { members: new Map() }
  const rest: [string, JsonValue | undefined][] = []
  for (const [key, value] of Object.entries(record)) {
    const path = flatKey.test(key) ? segmentsOf(key) : []
    if (path.length === 0) rest.push([key, value])
    else if (value !== undefined && value !== null && value !== '') put(root, path, value)
  }
  const lost: string[] = []
  const nested = [...root.members].map(([name, node]): [string, JsonValue] => [name, build(node, name, lost)])
  return { record: Object.fromEntries([...nested, ...rest]), lost }
}

function segmentsOf(key: string): readonly string[] {
  const path = key
    .replaceAll('{}', `.${list}`)
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
  return path.length > mostSegments ? [] : path
}

function put(root: Node, path: readonly string[], value: JsonValue): void {
  let node = root
  for (const segment of path) {
    const next = node.members.get(segment) ?? { members: new Map() }
    node.members.set(segment, next)
    node = next
  }
  node.value = value
}

function build(node: Node, path: string, lost: string[]): JsonValue {
  const elements = node.members.get(list)
  if (elements !== undefined) return buildList(elements, `${path}${list}`, lost)
  if (node.members.size === 0) return node.value ?? null
  const members = [...node.members].map(([name, member]): [string, JsonValue] => [
    name,
    build(member, `${path}.${name}`, lost),
  ])
  const isIndexed = members.every(([name], index) => name === String(index))
  return isIndexed ? members.map(([, value]) => value) : Object.fromEntries(members)
}

/** Splunk gives each member of the elements a list of its own. With one element, or one value for each, they are told apart. */
function buildList(element: Node, path: string, lost: string[]): JsonValue {
  if (element.members.size === 0) return valuesOf(element)
  const count = Math.max(1, ...columnsOf(element).map(column => valuesOf(column).length))
  if (count === 1) return [build(element, path, lost)]
  return Array.from({ length: count }, (_, index) => build(pick(element, index, count, path, lost), path, lost))
}

/** The values that lie in no further list within the element. */
const columnsOf = (node: Node): Node[] =>
  [...node.members].flatMap(([name, member]) =>
    name === list ? [] : member.members.size === 0 ? [member] : columnsOf(member),
  )

/** The element at an index, as a node. What cannot be told apart is told once, of the first. */
function pick(node: Node, index: number, count: number, path: string, lost: string[]): Node {
  const members = new Map<string, Node>()
  for (const [name, member] of node.members) {
    const at = name === list ? `${path}${list}` : `${path}.${name}`
    if (name !== list && member.members.size > 0) {
      const picked = pick(member, index, count, at, lost)
      if (picked.members.size > 0) members.set(name, picked)
      continue
    }
    const places = name === list ? undefined : placesOf(node, name, member, count)
    if (places === undefined && index === 0) lost.push(at)
    const value = places && valuesOf(member)[places.indexOf(index)]
    if (value !== undefined) members.set(name, { members: new Map(), value })
  }
  return { members }
}

/** The elements that the values of a column belong to, in their order; undefined where that is not told. */
function placesOf(node: Node, name: string, column: Node, count: number): readonly number[] | undefined {
  const { length } = valuesOf(column)
  if (length === count) return Array.from({ length }, (_, index) => index)
  const owner = owners.get(name)
  const kinds = owner && node.members.get(owner.kind)
  const places = kinds ? valuesOf(kinds).flatMap((kind, index) => (kind === owner.value ? [index] : [])) : []
  return places.length === length ? places : undefined
}

/**
 * Members that elements of one kind have and others have not: of the resources of a call to S3, buckets have an owner and objects
 * have none; of grantees, users have an id and groups a URI (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Grantee.html).
 */
const owners: ReadonlyMap<string, { readonly kind: string; readonly value: string }> = new Map([
  ['accountId', { kind: 'type', value: 'AWS::S3::Bucket' }],
  ['ID', { kind: 'xsi:type', value: 'CanonicalUser' }],
  ['DisplayName', { kind: 'xsi:type', value: 'CanonicalUser' }],
  ['URI', { kind: 'xsi:type', value: 'Group' }],
  ['EmailAddress', { kind: 'xsi:type', value: 'AmazonCustomerByEmail' }],
])

/** Several values are a list in JSON, and lines of one cell in CSV. */
function valuesOf({ value }: Node): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[]
  return typeof value === 'string' && value.includes('\n') ? value.split('\n') : value === undefined ? [] : [value]
}
