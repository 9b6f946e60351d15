import { distance } from 'fastest-levenshtein'
import { BoundedCache, closest } from '#primitives'
import type { Observation } from '../observation.ts'
import { actorFields } from './event/actor.ts'
import { environmentFields } from './event/environment.ts'
import { eventFields } from './event/event.ts'
import { networkFields } from './event/network.ts'
import { targetFields } from './event/target.ts'
import { accessGrantFields } from './facts/access-grants.ts'
import { aclFields } from './facts/acl.ts'
import { copyFields, objectFields, requestFields } from './facts/data-events.ts'
import { dataSyncFields } from './facts/datasync.ts'
import {
  loggingFields,
  objectLockFields,
  ownershipFields,
  publicAccessBlockFields,
  trailFields,
} from './facts/defences.ts'
import { exportFields, notificationFields } from './facts/deliveries.ts'
import { encryptionFields, kmsFields } from './facts/encryption.ts'
import { lifecycleFields } from './facts/lifecycle.ts'
import { policyFields } from './facts/policy.ts'
import { replicationFields } from './facts/replication.ts'
import { accessPointFields, batchJobFields, settingFields, transferFields } from './facts/settings.ts'
import { versioningFields } from './facts/versioning.ts'
import type { Field, FieldGroup, FieldValue } from './field.ts'
import { knowledgeFields } from './late/knowledge.ts'
import { accessLogFields } from './record/access-log.ts'
import { openObjects, parameterFields } from './record/cloudtrail-parameters.ts'
import { recordFields } from './record/cloudtrail-record.ts'
import { pathOf, recordField } from './record/raw-field.ts'

const ofTheEvent: readonly FieldGroup[] = [
  eventFields,
  actorFields,
  networkFields,
  targetFields,
  environmentFields,
  aclFields,
  policyFields,
  publicAccessBlockFields,
  ownershipFields,
  versioningFields,
  lifecycleFields,
  encryptionFields,
  objectLockFields,
  loggingFields,
  trailFields,
  objectFields,
  copyFields,
  requestFields,
  replicationFields,
  notificationFields,
  exportFields,
  accessPointFields,
  accessGrantFields,
  batchJobFields,
  settingFields,
  dataSyncFields,
  transferFields,
  kmsFields,
  recordFields,
  parameterFields,
  accessLogFields,
]

const listed = (groups: readonly FieldGroup[]): Map<string, Field> =>
  new Map(groups.flatMap(({ fields }) => fields.map(field => [pathOf(field.name), field])))

const judgedOf = listed(ofTheEvent)

export const fieldGroups: readonly FieldGroup[] = [...ofTheEvent, knowledgeFields(name => judgedOf.get(name))]

/** Every field that rules and outputs may name, besides the members of open objects that no list can be complete about. */
export const fieldCatalogue: readonly Field[] = fieldGroups.flatMap(group => group.fields)

const byName = listed(fieldGroups)
const unlisted = new BoundedCache<string, Field>(1_000)

function findField(name: string): Field | undefined {
  const path = pathOf(name)
  const known = byName.get(path)
  if (known !== undefined || !isOpen(path)) return known
  let field = unlisted.get(path)
  if (field === undefined) {
    field = recordField([path, 'string', 'A member of an open object.'])
    unlisted.set(path, field)
  }
  return field
}

const isOpen = (path: string): boolean =>
  openObjects.some(root => path.length > root.length + 1 && path.startsWith(`${root}.`))

/**
 * How a field is read, with or without the `[]` of its lists. Undefined: there is no such field; `suggestField` may
 * know what was meant.
 */
export const resolveField = (name: string): ((observation: Observation) => FieldValue) | undefined =>
  findField(name)?.read

/** Whether the field is known only when every log has been read. */
export const isLateField = (name: string): boolean => findField(name)?.asks !== undefined

/** Whether the event alone decides a late field; undefined for any other field. */
export const isSettledOf = (name: string): ((observation: Observation) => boolean) | undefined =>
  findField(name)?.isSettled

/** What of an event the value of a late field depends on; nothing for any other field. */
export const asksOf = (name: string): ((observation: Observation) => readonly string[]) =>
  findField(name)?.asks ?? (() => [])

/** How a field is read with its objects as they are; undefined for one that is no member of the record. */
export const structureOf = (name: string): ((observation: Observation) => unknown) | undefined =>
  findField(name)?.structure

/** The paths of the raw CloudTrail record that must have been read for the field to answer; none for an unknown field. */
export const rawPathsOf = (name: string): readonly string[] => findField(name)?.paths ?? []

/** The logs whose records the field may be read from. */
export const logsOf = (name: string): Field['logs'] => findField(name)?.logs ?? []

/**
 * The name that a misspelt one was probably meant to be. Also for an unlisted member of an open object, which may well
 * exist, but is so near to a listed one that it probably does not; undefined for a listed name.
 */
export function suggestField(name: string): string | undefined {
  const path = pathOf(name)
  if (byName.has(path)) return undefined
  if (!isOpen(path)) return closest(path, byName.keys()) ?? memberOfCaller(path)
  const near = closest(path, byName.keys())
  if (near === undefined) return undefined
  const letters = distance(path.toLowerCase(), near.toLowerCase())
  return letters <= Math.min(2, (path.length - path.lastIndexOf('.') - 1) / 4) ? near : undefined
}

/** Rules from elsewhere leave out whose member it is: `type` for `userIdentity.type`. */
function memberOfCaller(name: string): string | undefined {
  const path = `userIdentity.${name}`
  return byName.has(path) ? path : undefined
}
