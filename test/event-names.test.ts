import { expect, test } from 'vitest'
import { loadContent } from '#content'
import type { Detection } from '#detect'
import { cloudTrailEventNames } from '#events'
import { formatIssue } from '#primitives'
import { matchesOf, requiredValues, type SigmaRule } from '#sigma'

const written = new Set([...cloudTrailEventNames.values()].flatMap(names => [...names]))
const nameFields: readonly string[] = ['eventName', 'event.action']

test('every call that a detection names is one that CloudTrail writes, of the service that it names', async () => {
  const content = await loadContent()
  if (!content.ok) throw new Error(content.issues.map(formatIssue).join('\n'))
  const named = content.value.detections.flatMap(detection =>
    rulesOf(detection).flatMap(rule => callsIn(rule).map(name => ({ slug: detection.slug, name, rule }))),
  )
  expect(named.length).toBeGreaterThan(100)
  const wrong = named.filter(({ name, rule }) => !namesFor(rule).has(name))
  expect(wrong.map(({ slug, name }) => `${slug}: ${name}`)).toEqual([])
})

const rulesOf = ({ rule, kind }: Detection): readonly SigmaRule[] =>
  [rule, ...(kind.kind === 'correlation' ? kind.documents : [])].filter(document => 'detection' in document)

/** Operations of access logs, which are written otherwise (`REST.GET.OBJECT`), are left out. */
const callsIn = ({ detection }: SigmaRule): readonly string[] =>
  Object.values(detection.searches)
    .flatMap(matchesOf)
    .filter(({ field, operator }) => nameFields.includes(field) && operator === 'equals')
    .flatMap(({ values }) => values.map(String).filter(name => /^[A-Za-z]+$/.test(name)))

function namesFor({ detection }: SigmaRule): ReadonlySet<string> {
  const services = requiredValues(detection, 'eventSource') ?? requiredValues(detection, 'event.service')
  return services === undefined
    ? written
    : new Set([...services].flatMap(service => [...(cloudTrailEventNames.get(service) ?? [])]))
}
