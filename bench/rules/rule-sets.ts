/** Sets of detections whose cost is compared. */
export type RuleSet = 'ten' | 'five-hundred' | 'seven' | 'content'

/** The first detections that there were; all others are measured against them. */
export const sevenSlugs: readonly string[] = [
  'bucket-opened-by-acl',
  'bucket-opened-by-acl-over-aws-cli',
  'bucket-reached-from-new-address',
  'bucket-replicated',
  'bucket-versioning-suspended',
  'buckets-deleted-in-bulk',
  'datasync-task-created',
]

export interface Comparison {
  readonly trail: 'management' | 'data'
  readonly few: RuleSet
  readonly many: RuleSet
  readonly about: string
  /** How many times the time of the few the many may take. */
  readonly limit: number
}

export const comparisons: readonly Comparison[] = [
  {
    trail: 'management',
    few: 'ten',
    many: 'five-hundred',
    about: '500 generated Sigma rules against 10 of them',
    limit: 1.5,
  },
  { trail: 'management', few: 'seven', many: 'content', about: 'the whole content against seven', limit: 1.5 },
  { trail: 'data', few: 'seven', many: 'content', about: 'the whole content against seven', limit: 2 },
]
