export { byDigest, keepSmallest, mergeMaps } from './bounded-map.ts'
export {
  type CorrelationBounds,
  type CorrelationState,
  closeCorrelation,
  dropRowsBefore,
  emptyCorrelation,
  mayStay,
  mergeCorrelations,
  observeIn,
  pruneCorrelation,
  trackOf,
} from './correlation/correlation-state.ts'
export { fullestWindow } from './correlation/fullest-window.ts'
export { judgeSightings, type Run } from './correlation/judge-sightings.ts'
export { type Amount, mayHold } from './correlation/may-hold.ts'
export { countRules, type Sighting } from './correlation/moment.ts'
export { addRow, type Row, rowsOf, type Track, weightOf } from './correlation/track.ts'
export type { WindowTest } from './correlation/window-test.ts'
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
  isKnownCrowded,
  mergeFirstSeen,
  observePresence,
  type Presence,
} from './first-seen.ts'
export { type FirstSeenJudgement, judgeFirstSeen, type NewKey } from './first-seen-judgement.ts'
export {
  countIn,
  emptySpike,
  type Gather,
  mergeSpike,
  type Period,
  type PeriodLimits,
  periodOf,
  type SpikeRule,
  type SpikeState,
  startOf,
} from './spike.ts'
export { briefOf, type PeriodBrief, type SpikeBriefs } from './spike-brief.ts'
export { judgeBriefs, judgeSpikes, type Norm, type Spike, type SpikeJudgement } from './spike-judgement.ts'
