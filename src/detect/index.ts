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
