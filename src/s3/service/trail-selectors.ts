import type { TrailSelectors } from '#events'
import { filledTextOf, type JsonValue, listOf } from '#primitives'
import { memberAt } from '../member-at.ts'
import { textsOf } from '../texts.ts'

/** What one selector records: reads and writes, of S3 objects in every bucket and of management events. */
interface Coverage {
  readonly data: readonly Access[]
  readonly management: readonly Access[]
  readonly excluded: readonly string[]
}

type Access = 'read' | 'write'
const everyAccess: readonly Access[] = ['read', 'write']

/**
 * What the selectors leave of a trail, all together.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function judgeSelectors(basic: JsonValue | undefined, advanced: JsonValue | undefined): TrailSelectors {
  const coverages = [...listOf(basic).map(basicCoverage), ...listOf(advanced).map(advancedCoverage)]
  const lacks = (kind: 'data' | 'management'): boolean =>
    !everyAccess.every(access => coverages.some(coverage => coverage[kind].includes(access)))
  return {
    dataEventsCut: lacks('data'),
    managementEventsCut: lacks('management'),
    excludedBuckets: [...new Set(coverages.flatMap(({ excluded }) => excluded))],
  }
}

function basicCoverage(selector: JsonValue): Coverage {
  const type = filledTextOf(memberAt(selector, 'readwritetype'))?.toLowerCase()
  const access = everyAccess.filter(each => type === undefined || type === 'all' || type === `${each}only`)
  const management = filledTextOf(memberAt(selector, 'includemanagementevents'))?.toLowerCase() !== 'false'
  const everyBucket = listOf(memberAt(selector, 'dataresources')).some(
    resource =>
      filledTextOf(memberAt(resource, 'type')) === 'AWS::S3::Object' &&
      textsOf(memberAt(resource, 'values')).some(value => /^arn:[^:]*:s3(?::::?|:::\*?)?$/.test(value)),
  )
  return { data: everyBucket ? access : [], management: management ? access : [], excluded: [] }
}

function advancedCoverage(selector: JsonValue): Coverage {
  const fields = new Map(
    listOf(memberAt(selector, 'fieldselectors')).map(each => [
      filledTextOf(memberAt(each, 'field'))?.toLowerCase() ?? '',
      each,
    ]),
  )
  const equals = (field: string): readonly string[] => textsOf(memberAt(fields.get(field), 'equals'))
  const category = equals('eventcategory').map(text => text.toLowerCase())
  const access = accessOf(equals('readonly'))
  const arn = fields.get('resources.arn')
  const isOfObjects = category.includes('data') && equals('resources.type').includes('AWS::S3::Object')
  const isManagement = category.includes('management')
  return {
    data: isOfObjects && hasOnly(fields, ['eventcategory', 'resources.type', 'readonly']) ? access : [],
    // Leaving out the calls of KMS, which are many, is common and leaves the rest whole.
    management: isManagement && hasOnly(fields, ['eventcategory', 'readonly', 'eventsource']) ? access : [],
    excluded: isOfObjects
      ? [...textsOf(memberAt(arn, 'notstartswith')), ...textsOf(memberAt(arn, 'notequals'))].map(bucketIn)
      : [],
  }
}

function accessOf(readOnly: readonly string[]): readonly Access[] {
  if (readOnly.length === 0) return everyAccess
  const texts = readOnly.map(text => text.toLowerCase())
  return everyAccess.filter(access => texts.includes(access === 'read' ? 'true' : 'false'))
}

const hasOnly = (fields: ReadonlyMap<string, JsonValue>, names: readonly string[]): boolean =>
  [...fields.keys()].every(name => names.includes(name))

const bucketIn = (arn: string): string => arn.replace(/^arn:[^:]*:s3:::/, '').replace(/\/$/, '')
