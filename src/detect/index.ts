export { compileDetections } from './compile/compile-detections.ts'
export type {
  CompiledAdjustment,
  CompiledDetection,
  CompiledEntity,
  FieldReader,
  MessagePart,
} from './compile/compiled-detection.ts'
export { type DetectionState, type DetectState, mergeDetectionStates, mergeDetectStates } from './detect-state.ts'
export type {
  Detection,
  DetectionKind,
  DetectionType,
  EntitySpec,
  FirstSeenSpec,
  LogNeed,
  Risk,
  RiskAdjustment,
  SpikeSpec,
} from './detection.ts'
export { createEngine, type Engine } from './engine.ts'
export { type EventExplanation, explainEvent } from './explain-event.ts'
export { countEvents, type Evidence } from './hits/evidence.ts'
export { readRisk } from './hits/hit-risk.ts'
export { createStateJudge, type JudgeState, judge, type StateJudgement } from './judge.ts'
export type { CorrelatedStep, JudgedGroup, Judgement, Measure, NamedValue } from './judgement.ts'
export { type PackedState, packState, unpackState } from './packed-state.ts'
export { readingPlan } from './reading-plan.ts'
export {
  type Affected,
  affectedBy,
  ageScope,
  areCrowded,
  crowdedRow,
  describeRows,
  isAbout,
  isCrowdedRow,
  isKindRow,
  isPast,
  type JudgedUnit,
  joinRows,
  judgedState,
  keptFor,
  type LearntScope,
  nameOfPlace,
  namesOf,
  namesPastBound,
  type RowBounds,
  type RowProblem,
  type RowReader,
  rowBoundsOf,
  rowProblem,
  type StateRow,
  splitState,
  unusedKinds,
} from './rows/index.ts'
