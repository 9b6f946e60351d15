import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { exampleCorrelation, partOf } from '../../../test/fixtures/example-correlation.ts'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import type { Detection } from '../detection.ts'
import { compileDetections } from './compile-detections.ts'

const issuesOf = (...detections: readonly Detection[]): string[] => {
  const compiled = compileDetections(detections)
  return compiled.ok ? [] : compiled.issues.map(formatIssue)
}

const head = (rules: string, more = '', groupBy = 's3.bucket'): string =>
  `title: both
correlation:
  type: temporal
  rules: [${rules}]
  group-by: [${groupBy}]
  timespan: 1h
${more}`

const parts = partOf('PutBucketAcl') + partOf('DeleteBucket')

describe('a correlation is refused', () => {
  test.each([
    [
      'for a misspelt rule',
      head('PutBucketAcl, DeleteBuckets'),
      /^x\.yml:4:25: there is no rule or detection `DeleteBuckets` to correlate; did you mean `DeleteBucket`\?/,
    ],
    [
      'for a misspelt field to group by',
      head('PutBucketAcl, DeleteBucket', '', 's3.buket'),
      /^x\.yml:5:14: there is no field `s3\.buket`; did you mean `s3\.bucket`\?/,
    ],
    [
      'for a misspelt field of an alias',
      head(
        'PutBucketAcl, DeleteBucket',
        '  aliases: { what: { PutBucketAcl: s3.buket, DeleteBucket: s3.bucket } }\n',
        'what',
      ),
      /^x\.yml:7:22: there is no field `s3\.buket`/,
    ],
    [
      'for an alias that leaves out a rule',
      head('PutBucketAcl, DeleteBucket', '  aliases: { what: { PutBucketAcl: s3.bucket } }\n', 'what'),
      /^x\.yml:7:14: the alias `what` says no field for `DeleteBucket`/,
    ],
    [
      'for a field that is known too late to group by',
      head('PutBucketAcl, DeleteBucket', '', 'bucket.own'),
      /^x\.yml:5:14: `bucket\.own` is known only when all logs have been read/,
    ],
  ])('%s', (_, text, expected) => {
    expect(issuesOf(exampleCorrelation('x', text + parts))).toContainEqual(expect.stringMatching(expected))
  })

  test('for a rule of it that matches what is known too late', () => {
    const late = partOf('PutBucketAcl').replace(
      'condition: call',
      'late: { bucket.own: true }, condition: call and late',
    )
    expect(
      issuesOf(exampleCorrelation('x', head('PutBucketAcl, DeleteBucket') + late + partOf('DeleteBucket'))),
    ).toEqual([expect.stringContaining('is known only when all logs have been read')])
  })

  test('for a circle, in one file or across detections', () => {
    const inner = `---\ntitle: inner\nname: inner\ncorrelation: { type: temporal, rules: [inner, PutBucketAcl], timespan: 1h }\n`
    expect(issuesOf(exampleCorrelation('x', head('inner, PutBucketAcl') + inner + parts))).toEqual([
      expect.stringMatching(/^x\.yml:10:40: the correlation refers to itself: inner, inner$/),
    ])
    const one = exampleCorrelation('one', head('other, PutBucketAcl') + parts)
    const other = exampleCorrelation('other', head('one, DeleteBucket') + parts)
    expect(issuesOf(one, other)).toEqual([
      expect.stringMatching(/^other\.yml:4:11: .*: other, one$/),
      expect.stringMatching(/^one\.yml:4:11: .*: one, other$/),
    ])
  })

  test('for counting what judges at the end', () => {
    const spike = exampleDetection('deletions', callOf('DeleteBucket'), {
      kind: {
        kind: 'spike',
        by: ['s3.bucket'],
        every: 1,
        history: 1,
        deviations: 1,
        minimumPoints: 1,
        coldStart: 1,
      },
    })
    expect(issuesOf(spike, exampleCorrelation('x', head('deletions, PutBucketAcl') + parts))).toEqual([
      expect.stringMatching(/^x\.yml:4:11: `deletions` cannot be correlated: it is of kind spike/),
    ])
  })

  test('for what is wrong with a rule of it, at its own place', () => {
    const broken = partOf('PutBucketAcl').replace('eventName', 'eventNmae')
    expect(
      issuesOf(exampleCorrelation('x', head('PutBucketAcl, DeleteBucket') + broken + partOf('DeleteBucket'))),
    ).toEqual([expect.stringMatching(/^x\.yml:11:\d+: .*`eventNmae`.*did you mean `eventName`/)])
  })

  test('for a chain that comes to more rules than anybody could follow', () => {
    const four = (depth: number): string => [0, 1, 2, 3].map(index => `l${depth}${index}`).join(', ')
    const level = (depth: number): string =>
      four(depth)
        .split(', ')
        .map(
          name =>
            `---\ntitle: ${name}\nname: ${name}\ncorrelation: { type: temporal, rules: [${depth === 4 ? 'PutBucketAcl' : four(depth + 1)}], timespan: 1h }\n`,
        )
        .join('')
    const text = head(four(1)) + [1, 2, 3, 4].map(level).join('') + parts
    expect(issuesOf(exampleCorrelation('x', text))).toEqual([
      expect.stringMatching(/the correlation comes to more than 200 rules/),
    ])
  })
})

test('a rule is found in the file first, then by slug, id and name of another detection', () => {
  const named = exampleDetection('opened', `name: by-name\n${callOf('PutBucketAcl')}`)
  for (const name of ['opened', 'id-of-opened', 'by-name']) {
    expect(issuesOf(named, exampleCorrelation('x', head(`${name}, DeleteBucket`) + parts))).toEqual([])
  }
})
