import type { ActivitySummary } from '#activity'
import type { Detection, Judgement, LogNeed } from '#detect'
import type { Finding } from '#findings'
import type { DetectionStatus } from '#reports'

const logNames: Record<LogNeed, string> = {
  'cloudtrail.management': 'CloudTrail management events',
  'cloudtrail.data': 'CloudTrail data events for S3 objects',
  's3-access-log': 'S3 server access logs',
}

/** What a judgement says of detections. */
export type Remarks = Pick<Judgement, 'learning' | 'notes'> & Partial<Pick<Judgement, 'stepOf'>>

/** Which detections could judge these logs, which are still learning, and which were blind. */
export function detectionStatuses(
  detections: readonly Detection[],
  { learning, notes, stepOf }: Remarks,
  findings: readonly Finding[],
  activity: ActivitySummary,
): DetectionStatus[] {
  return detections.map(detection => {
    const base = {
      slug: detection.slug,
      title: detection.title,
      findings: findings.filter(finding => names(finding).includes(detection.slug)).length,
    }
    if (detection.needs.length > 0 && !detection.needs.some(need => activity.logs.has(need))) {
      const needed = detection.needs.map(need => logNames[need]).join(' or ')
      return { ...base, state: 'blind', note: `needs ${needed}; none are in these logs` }
    }
    const passed = notes.get(detection.slug) ?? []
    const limits = passed.length > 0 ? { limits: passed.join('; ') } : {}
    const why = learning.get(detection.slug)
    if (why !== undefined) return { ...base, state: 'learning', note: why, ...limits }
    const step = stepOf?.get(detection.slug)
    return { ...base, state: 'active', ...(step && { note: `it counts as a step of ${step} only` }), ...limits }
  })
}

const names = (finding: Finding): string[] => [
  finding.detection.slug,
  ...finding.alsoMatched.map(detection => detection.slug),
]
