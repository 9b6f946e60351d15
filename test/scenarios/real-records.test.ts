import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ActivityEvent, fieldCatalogue, Observation } from '#events'
import { cloudTrailEvent } from '#formats'
import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { readFacts } from '#s3'
import { haveRealLogs, readLabels, realLogs } from './real-logs.ts'

/** Every CloudTrail record in a value, whatever it is wrapped in. */
function* recordsIn(value: JsonValue | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) for (const element of value) yield* recordsIn(element as JsonValue)
  else if (typeof value === 'string' && value.startsWith('{')) yield* recordsIn(parsed(value))
  else if (isObject(value)) {
    if (typeof value.eventName === 'string' && typeof value.eventSource === 'string') yield value
    else for (const member of Object.values(value)) yield* recordsIn(member)
  }
}

/** Whole files, or line by line; what does not parse is the formats' concern, not this test's. */
function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text.includes('\n') ? text.split('\n').map(line => (line.startsWith('{') ? parsed(line) : null)) : null
  }
}

const eventsOf = (file: string): ActivityEvent[] =>
  [...recordsIn(parsed(readFileSync(join(realLogs, file), 'utf8')))].map((record, index) => {
    const result = cloudTrailEvent(record, { file, record: index + 1 })
    if (!result.ok) throw new Error(`${file}: ${result.issues[0].message}`)
    return result.value
  })

// Reason to skip: the logs belong to others and are not part of the project.
describe.skipIf(!haveRealLogs)('real CloudTrail records (needs ../shared/data)', () => {
  const files = haveRealLogs ? globSync('cloudtrail/*/*', { cwd: realLogs }) : []
  const events = files.flatMap(eventsOf)

  test('are all read, with every field', () => {
    expect(events.length).toBeGreaterThan(8_000)
    for (const event of events) {
      expect(event.actor.principal).not.toBe('')
      const observation = new Observation(event, readFacts)
      for (const field of fieldCatalogue) field.read(observation)
    }
  })

  test('name somebody wherever the record does', () => {
    const nobody = events.filter(event => event.actor.kind === 'unknown' && isObject(event.raw.userIdentity))
    const redacted = nobody.filter(event => !JSON.stringify(event.raw.userIdentity).includes('"..."'))
    expect(redacted.map(event => event.raw.userIdentity)).toEqual([])
  })

  const meaning: Readonly<Record<string, (observation: Observation) => unknown>> = {
    versioning_suspended: ({ facts }) => facts.versioning?.suspended,
    bucket_opened_by_acl_grant: ({ facts }) => facts.acl?.publicGrants.some(grant => grant.form !== 'canned'),
    bucket_opened_by_canned_acl: ({ facts }) => facts.acl?.publicGrants.some(grant => grant.form === 'canned'),
    replication_configured: ({ facts }) => facts.replication !== undefined,
    datasync_task_created: ({ facts }) => facts.dataSyncTask !== undefined,
    bucket_deleted: ({ facts }) => facts.bucketDeleted,
    bucket_opened_by_policy: ({ facts }) => (facts.policy?.meaning?.publicStatements.length ?? 0) > 0,
    cross_account_policy_grant: ({ facts }) => (facts.policy?.meaning?.admitted.principals.length ?? 0) > 0,
    public_access_block_weakened: ({ facts }) => Object.values(facts.publicAccessBlock?.flags ?? {}).includes(false),
    lifecycle_short_expiry: ({ facts }) => facts.lifecycle?.rules.some(({ expiryDays }) => (expiryDays ?? 99) <= 7),
    denied_attempt: ({ event }) => event.outcome === 'denied',
  }
  const claims = (haveRealLogs ? readLabels() : [])
    .filter(label => label.kind === 'cloudtrail')
    .flatMap(label => label.behaviours.split(';').map(behaviour => ({ label, means: meaning[behaviour], behaviour })))
    .filter(({ means }) => means !== undefined)

  test.each(claims)('$label.file $label.index is $behaviour', ({ label, means }) => {
    const event = eventsOf(label.file)[Number(label.index)]
    expect(event?.action).toBe(label.event_name)
    expect(event && means?.(new Observation(event, readFacts))).toBe(true)
  })
})
