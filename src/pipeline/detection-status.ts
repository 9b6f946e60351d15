import type { ActivitySummary } from '#activity'
import type { Detection, Judgement, LogNeed } from '#detect'
import type { Finding } from '#findings'
import type { DetectionStatus } from '#reports'

const logNames: Record<LogNeed, string> = {
  'cloudtrail.management': 'CloudTrail management events',
  'cloudtrail.data': 'CloudTrail data events for S3 objects',
  's3-access-log': 'S3 server access logs',
}

/** Which detections could judge these logs, which are still learning, and which were blind. */
export function detectionStatuses(
  detections: readonly Detection[],
  judgement: Pick<Judgement, 'learning' | 'notes'>,
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
    const learning = judgement.learning.get(detection.slug)
    if (learning !== undefined) return { ...base, state: 'learning', note: learning }
    const notes = judgement.notes.get(detection.slug) ?? []
    return { ...base, state: 'active', ...(notes.length > 0 && { note: notes.join('; ') }) }
  })
}

const names = (finding: Finding): string[] => [
  finding.detection.slug,
  ...finding.alsoMatched.map(detection => detection.slug),
]
