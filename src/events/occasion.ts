import { rawPathsOf } from './fields/catalogue.ts'

/** What each record of CloudTrail has of its own, though it is like others in all else. */
export const occasionPaths = [
  'eventTime',
  'eventID',
  'requestID',
  'requestParameters.key',
  'additionalEventData.bytesTransferredOut',
  'additionalEventData.bytesTransferredIn',
] as const

/** Resources are named by the key. */
const told = [...occasionPaths, 'resources']

const answers = new Map<string, boolean>()

/** Whether a field may differ among events of CloudTrail that are alike (see `EventSink`). */
export function isOfOccasion(field: string): boolean {
  const known = answers.get(field)
  if (known !== undefined) return known
  const answer = rawPathsOf(field).some(path => told.some(own => isWithin(own, path) || isWithin(path, own)))
  answers.set(field, answer)
  return answer
}

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`)
