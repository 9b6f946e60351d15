import type { ActivityEvent, PolicyFact, PolicyTarget } from '#events'
import { isObject, type JsonObject, type JsonValue, objectOf } from '#primitives'
import { evaluatePolicy } from './evaluate.ts'

/**
 * The calls that set or delete a resource policy. Of access points and tables no real record was at hand: their shape is
 * taken from the API, in any letter case.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessPointPolicy.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutMultiRegionAccessPointPolicy.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessGrantsInstanceResourcePolicy.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3TableBuckets_PutTableBucketPolicy.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_PutVectorBucketPolicy.html
 */
const targets: ReadonlyMap<string, PolicyTarget> = new Map([
  ['BucketPolicy', 'bucket'],
  ['AccessPointPolicy', 'access-point'],
  ['MultiRegionAccessPointPolicy', 'multi-region-access-point'],
  ['AccessPointPolicyForObjectLambda', 'object-lambda-access-point'],
  ['AccessGrantsInstanceResourcePolicy', 'access-grants-instance'],
  ['TableBucketPolicy', 'table-bucket'],
  ['TablePolicy', 'table'],
  ['VectorBucketPolicy', 'vector-bucket'],
])

/** The policy of a Multi-Region Access Point can be replaced, not deleted. */
export const policyCalls: readonly string[] = [...targets].flatMap(([name, target]) =>
  target === 'multi-region-access-point' ? [`Put${name}`] : [`Put${name}`, `Delete${name}`],
)

/** What a call says about a resource policy; undefined for any other call. */
export function readPolicy(event: ActivityEvent): PolicyFact | undefined {
  const [, verb, name = ''] = /^(Put|Delete)(.+)$/.exec(event.action) ?? []
  const target = targets.get(name)
  if (target === undefined) return undefined
  if (verb === 'Delete') return { target, deleted: true }
  const document = findDocument(objectOf(event.raw.requestParameters), 3)
  const meaning = evaluatePolicy(document, event.account, target)
  return { target, deleted: false, ...(meaning !== undefined && { meaning }) }
}

const documentNames: ReadonlySet<string> = new Set(['bucketpolicy', 'policy', 'resourcepolicy'])

/**
 * The policy among the parameters, or in the request's root element. `"policy": ""` is only the name of the sub-resource that was
 * called.
 */
function findDocument(parameters: JsonObject | undefined, depth: number): JsonValue | undefined {
  const members = Object.entries(parameters ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  for (const [name, value] of members) {
    if (documentNames.has(name) && isDocument(value)) return value
  }
  if (depth === 0) return undefined
  for (const [name, value] of members) {
    if (!/request$|^details$/.test(name) || !isObject(value)) continue
    const document = findDocument(value, depth - 1)
    if (document !== undefined) return document
  }
  return undefined
}

const isDocument = (value: JsonValue | undefined): value is JsonValue =>
  (typeof value === 'string' && value.trimStart().startsWith('{')) || objectOf(value) !== undefined
