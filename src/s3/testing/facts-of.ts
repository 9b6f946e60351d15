import type { ActivityEvent, S3Facts } from '#events'
import { asAccountId, type JsonObject } from '#primitives'
import { readFacts } from '../read-facts.ts'

/** The account that the events of these tests belong to, and another one. */
export const account = '111122223333'
export const foreign = '444455556666'

/** 2026-11-24 */
export const time = Date.UTC(2026, 10, 24)

/** An event that says nothing yet. */
export const event: ActivityEvent = {
  id: 'e5f59b6a-05e6-4412-bd56-440d872e90e9',
  identity: 1,
  time,
  log: 'cloudtrail',
  service: 's3.amazonaws.com',
  action: '',
  category: 'management',
  outcome: 'success',
  actor: { kind: 'unknown', session: 'unknown', principal: 'unknown' },
  network: {},
  account: asAccountId(account),
  region: 'us-east-1',
  origin: { file: 'trail.json', record: 1 },
  raw: {},
}

/** The facts of a call to an AWS service, given by the first part of its DNS name. */
export const factsOf = (
  service: string,
  action: string,
  requestParameters: JsonObject | null,
  more: JsonObject = {},
): S3Facts => readFacts({ ...event, service: `${service}.amazonaws.com`, action, raw: { requestParameters, ...more } })

/** The facts of a line of an access log. */
export const lineFacts = (action: string, raw: JsonObject, more: Partial<ActivityEvent> = {}): S3Facts =>
  readFacts({ ...event, account: asAccountId(''), log: 's3-access-log', action, raw, ...more })
