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
  const depths = new PairMemo<Depth>((service, action) => {
    const possible = detections.filter(compiled => canMatch(compiled, 'cloudtrail', service, action))
    const teaches = teachingCalls[service]?.includes(action) ?? false
    // Keywords are looked for in the whole record.
    if (possible.some(({ readsTexts }) => readsTexts)) return 'record'
    return possible.length > 0 || teaches || storageServices.has(service.toLowerCase()) ? 'fields' : 'skip'
  })
  return {
    depthOf: (service, action) => depths.get(service, action),
    sources: sourcesOf(detections),
    fields: [
      ...new Set([...eventPaths, ...teachingPaths, ...detections.flatMap(({ fields }) => fields.flatMap(rawPathsOf))]),
    ],
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
