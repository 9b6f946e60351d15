import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { applyFilters } from './apply-filters.ts'
import { compileRule } from './compile/compile-rule.ts'
import { parseSigmaDocuments } from './parse/parse-sigma.ts'
import type { SigmaFilter, SigmaRule } from './rule.ts'

type Event = Readonly<Record<string, unknown>>

const id = '5a9c8f0e-1d56-4e1a-9d3a-5f8e2f7c1b11'
const rule = `title: Bucket deleted
id: ${id}
name: bucket_deleted
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: DeleteBucket }
  condition: selection
`
const filter = (rules: string, rest = 'selection: { user|startswith: deploy- }\n  condition: not selection') => `
title: Deployments
logsource: { product: aws }
filter:
  rules: ${rules}
  ${rest}
`

function read(...texts: string[]) {
  const parsed = parseSigmaDocuments(texts.join('\n---\n'), 'rules.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const rules: SigmaRule[] = []
  const filters: SigmaFilter[] = []
  for (const document of parsed.value) {
    if (document.kind === 'rule') rules.push(document.rule)
    if (document.kind === 'filter') filters.push(document.filter)
  }
  return applyFilters(rules, filters)
}

function matches(event: Event, ...texts: string[]): boolean[] {
  const narrowed = read(...texts)
  if (!narrowed.ok) throw new Error(narrowed.issues.map(formatIssue).join('\n'))
  return narrowed.value.map(one => {
    const compiled = compileRule<Event>(one, { resolve: name => event => event[name], suggest: () => undefined })
    return compiled.ok && compiled.value.matches(event)
  })
}

const byHand: Event = { eventName: 'DeleteBucket', user: 'alice' }
const deployed: Event = { eventName: 'DeleteBucket', user: 'deploy-7' }

describe('a filter', () => {
  test.each(['any', `[${id}]`, '[bucket_deleted]', id, '[]'])('for %s narrows the rule', rules => {
    expect(matches(byHand, rule, filter(rules))).toEqual([true])
    expect(matches(deployed, rule, filter(rules))).toEqual([false])
  })

  test('keeps what meets its condition: an exclusion says `not`', () => {
    const keep = filter('any', 'selection: { user: alice }\n  condition: selection')
    expect(matches(byHand, rule, keep)).toEqual([true])
    expect(matches(deployed, rule, keep)).toEqual([false])
  })

  test('leaves rules of another log, and rules that it does not name, as they are', () => {
    const other = rule.replace('bucket_deleted', 'other').replace(id, id.replace('5', '6'))
    const foreign = other.replace('product: aws', 'product: azure')
    expect(matches(deployed, rule, foreign, filter('any'))).toEqual([false, true])
    expect(matches(deployed, rule, other, filter('[bucket_deleted]'))).toEqual([false, true])
  })

  test('may be joined by others; searches of one name do not meet', () => {
    const second = filter('any', 'selection: { user: alice }\n  condition: not 1 of sel*')
    expect(matches(byHand, rule, filter('any'), second)).toEqual([false])
    expect(matches({ ...byHand, user: 'bob' }, rule, filter('any'), second)).toEqual([true])
  })

  test('is refused when it names a rule that is not there', () => {
    const narrowed = read(rule, filter('[bucket_deletd]'))
    expect(narrowed.ok ? [] : narrowed.issues.map(formatIssue)).toEqual([
      'rules.yml:14:11: No rule that is loaded has the id or name `bucket_deletd`; did you mean `bucket_deleted`?',
    ])
  })
})
