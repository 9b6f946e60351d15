import type { Issue } from '#primitives'
import { type FieldMatch, matchesOf, placeOf, requiredValues, type SigmaRule } from '#sigma'
import { writtenName } from './event-names.ts'

/** What is odd about the calls of CloudTrail that a rule names. */
export function lintCalls(rule: SigmaRule): Issue[] {
  if (rule.logsource.service?.toLowerCase() !== 'cloudtrail') return []
  const sources = requiredValues(rule.detection, 'eventSource') ?? requiredValues(rule.detection, 'event.service')
  const names = requiredValues(rule.detection, 'eventName') ?? requiredValues(rule.detection, 'event.action')
  const found = sources === undefined && names !== undefined ? [missingSource(rule, names)] : []
  const isForS3 = sources !== undefined && [...sources].some(source => source.startsWith('s3'))
  if (sources !== undefined && !isForS3) return found
  const matches = Object.values(rule.detection.searches).flatMap(matchesOf)
  return [...found, ...matches.flatMap(match => unwrittenNames(match, isForS3))]
}

function unwrittenNames({ field, operator, values, place }: FieldMatch, isForS3: boolean): Issue[] {
  if (operator !== 'equals' || (field !== 'eventName' && field !== 'event.action')) return []
  return values.flatMap(value => {
    const written = typeof value === 'string' ? writtenName(value, isForS3) : undefined
    if (written === undefined) return []
    return {
      code: 'unwritten-event-name',
      message: `CloudTrail never writes \`${value}\`; the call is in the log as \`${written}\`.`,
      at: place,
      expected: written,
      received: String(value),
    }
  })
}

function missingSource(rule: SigmaRule, names: ReadonlySet<string>): Issue {
  const [first = ''] = names
  // Required values are compared in lower case, and shown as the rule has them.
  const stated = Object.values(rule.detection.searches)
    .flatMap(matchesOf)
    .flatMap(({ values }) => values.map(String))
  const name = stated.find(value => value.toLowerCase() === first) ?? first
  return {
    code: 'missing-event-source',
    message: `The rule names the call (\`${name}\`${names.size > 1 ? ' and others' : ''}) but not its service; add \`eventSource\`.`,
    at: placeOf(rule, 'detection'),
  }
}
