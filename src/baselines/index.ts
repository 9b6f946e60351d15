export { keepSmallest, mergeMaps } from './bounded-map.ts'
export {
  addDistinct,
  countDistinct,
  type Distinct,
  type DistinctCount,
  limitDistinct,
  mergeDistinct,
  noneDistinct,
} from './distinct.ts'
export {
  emptyFirstSeen,
  type FirstSeenRule,
  type FirstSeenState,
  mergeFirstSeen,
  observePresence,
  type Presence,
} from './first-seen.ts'
export { type FirstSeenJudgement, judgeFirstSeen, type NewKey } from './first-seen-judgement.ts'
export { emptySpike, mergeSpike, type Occurrence, observeOccurrence, type SpikeRule, type SpikeState } from './spike.ts'
export { judgeSpikes, type Norm, type Spike, type SpikeJudgement } from './spike-judgement.ts'
