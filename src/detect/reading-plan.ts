import { type Depth, type ReadingPlan, rawPathsOf } from '#events'
import { teachingCalls, teachingPaths } from '#s3'
import { canMatch, servicesOf } from './can-match.ts'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import { PairMemo } from './pair-memo.ts'

/**
 * Services whose every call is read at least in part, for the account of who was here. The names are those that
 * CloudTrail writes for S3's families of buckets:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const storageServices: ReadonlySet<string> = new Set([
  's3.amazonaws.com',
  's3express.amazonaws.com',
  's3-outposts.amazonaws.com',
  's3-object-lambda.amazonaws.com',
  's3tables.amazonaws.com',
  'datasync.amazonaws.com',
])

/**
 * What the detections need of CloudTrail records: of each that some detection may match, and of all S3 activity, the
 * fields that the detections name. Evidence that is to be shown as delivered takes another plan, of whole records.
 *
 * @param eventPaths paths in the raw record from which an event is made at all.
 */
export function readingPlan(detections: readonly CompiledDetection[], eventPaths: readonly string[]): ReadingPlan {
  const shared = sharePaths()
  const reads = detections.map(compiled => ({ compiled, paths: compiled.fields.flatMap(rawPathsOf) }))
  const allPaths = reads.flatMap(({ paths }) => paths)
  // Whose a bucket is, is learnt from whatever lists it, as soon as one detection reads lists at all.
  const owners = allPaths.filter(path => path === 'resources' || path.startsWith('resources.'))
  const calls = new PairMemo<CallPlan>((service, action) => {
    const possible = reads.filter(({ compiled }) => canMatch(compiled, 'cloudtrail', service, action))
    const teaches = teachingCalls[service]?.includes(action) ?? false
    const isStorage = storageServices.has(service.toLowerCase())
    const named = possible.flatMap(({ paths }) => paths)
    const fields = shared([...eventPaths, ...teachingPaths, ...(isStorage ? owners : []), ...named])
    // Keywords are looked for in the whole record.
    if (possible.some(({ compiled }) => compiled.readsTexts)) return { depth: 'record', fields }
    const isRead = possible.length > 0 || teaches || isStorage
    return { depth: isRead ? 'fields' : 'skip', fields }
  })
  return {
    depthOf: (service, action) => calls.get(service, action).depth,
    fieldsOf: (service, action) => calls.get(service, action).fields,
    sources: sourcesOf(detections),
    fields: [...new Set([...eventPaths, ...teachingPaths, ...allPaths])],
  }
}

interface CallPlan {
  readonly depth: Depth
  readonly fields: readonly string[]
}

/** Gives the same list for the same paths: each costs its readers room. */
function sharePaths(): (paths: readonly string[]) => readonly string[] {
  const lists = new Map<string, readonly string[]>()
  return paths => {
    const list = [...new Set(paths)].sort()
    const name = list.join(' ')
    const known = lists.get(name) ?? list
    lists.set(name, known)
    return known
  }
}

function sourcesOf(detections: readonly CompiledDetection[]): readonly string[] | undefined {
  const sources = new Set([...storageServices, ...Object.keys(teachingCalls)])
  for (const compiled of detections) {
    if (!compiled.logs.includes('cloudtrail')) continue
    const services = servicesOf(compiled)
    if (!services) return undefined
    for (const service of services) sources.add(service)
  }
  return [...sources]
}
