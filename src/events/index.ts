export type { ActivityEvent, LogKind, Origin, Outcome } from './activity-event.ts'
export { type Actor, type ActorKind, anonymous, principalOfArn, withoutRolePath } from './actor.ts'
export { CidrSet, isCidr } from './cidr-set.ts'
export {
  type Environment,
  type EnvironmentSettings,
  emptyEnvironment,
  environmentOf,
  noSettings,
} from './environment.ts'
export { cloudTrailEventNames, neverWritten } from './event-names/index.ts'
export type { EventSink } from './event-sink.ts'
export type * from './facts/index.ts'
export {
  asksOf,
  fieldCatalogue,
  fieldGroups,
  isLateField,
  isSettledOf,
  logsOf,
  rawPathsOf,
  resolveField,
  structureOf,
  suggestField,
} from './fields/catalogue.ts'
export type { Field, FieldGroup, FieldType, FieldValue } from './fields/field.ts'
export { renderFieldReference } from './fields/reference.ts'
export { GlobSet } from './glob-set.ts'
export { type Knowledge, type KnowledgeSummary, trailKey } from './knowledge.ts'
export { type Network, networkOf } from './network.ts'
export { type Noise, noiseOf } from './noise.ts'
export { Observation, type Surroundings } from './observation.ts'
export { isOfOccasion, occasionPaths } from './occasion.ts'
export { type Depth, type ReadingPlan, readEverything } from './reading-plan.ts'
export { isRequestId, requestDigest, requestIdentity, saltOfDeed } from './request-identity.ts'
