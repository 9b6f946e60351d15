import { describe, expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { compileDetections } from './compile-detections.ts'

const issuesOf = (...detections: Parameters<typeof compileDetections>[0]) => {
  const compiled = compileDetections(detections)
  return compiled.ok ? [] : compiled.issues.map(({ code, message }) => `${code}: ${message}`)
}

const detection = exampleDetection('opened', callOf('PutBucketAcl'))

describe('a detection is refused', () => {
  test.each([
    [
      'a misspelt field of the rule',
      exampleDetection('x', callOf('PutBucketAcl').replace('eventName', 'eventNmae')),
      'eventName',
    ],
    ['a misspelt slot', { ...detection, message: 'by {actor.principle}' }, 'actor.principal'],
    ['a misspelt group', { ...detection, group: { by: ['s3.buket'], window: 1 } }, 's3.bucket'],
    [
      'a misspelt entity',
      { ...detection, entities: [{ field: 'network.ipp', type: 'ip-address' as const, role: 'attacker' as const }] },
      'network.ip',
    ],
    [
      'a misspelt key',
      {
        ...detection,
        kind: {
          kind: 'first-seen' as const,
          key: ['s3.bucket', 'network.prefx'],
          wider: [],
          learning: 1,
          minimumDays: 0,
          forget: 1,
        },
      },
      'network.prefix',
    ],
  ])('for %s, with the name that was meant', (_, wrong, meant) => {
    expect(issuesOf(wrong)).toEqual([expect.stringMatching(/^unknown-field: /)])
    expect(issuesOf(wrong)[0]).toContain(`did you mean \`${meant}\`?`)
  })

  test('for a brace without its partner', () => {
    expect(issuesOf({ ...detection, message: 'by {actor.principal' })).toEqual([
      expect.stringContaining('message-template'),
    ])
  })

  test('for refining what is not there, itself, or a state', () => {
    const narrow = { ...detection, slug: 'narrow' }
    expect(issuesOf(detection, { ...narrow, refines: 'opend' })[0]).toContain('did you mean `opened`?')
    expect(issuesOf({ ...detection, refines: 'narrow' }, { ...narrow, refines: 'opened' })).toHaveLength(2)
    const spike = {
      kind: 'spike',
      by: ['s3.bucket'],
      every: 1,
      history: 1,
      deviations: 1,
      minimumPoints: 1,
      coldStart: 1,
    } as const
    expect(issuesOf({ ...detection, kind: spike }, { ...narrow, refines: 'opened' })[0]).toContain('refines-state')
  })

  test('for a log that is not read', () => {
    const rule = { ...detection.rule, logsource: { product: 'aws', service: 'guardduty' } }
    expect(issuesOf({ ...detection, rule })).toEqual([expect.stringContaining('unsupported-logsource')])
  })

  test('with the place of what is wrong', () => {
    const compiled = compileDetections([
      exampleDetection('x', callOf('PutBucketAcl').replace('eventName', 'eventNmae')),
    ])
    expect(compiled).toMatchObject({ ok: false, issues: [{ at: { file: 'x.yml', line: 4 } }] })
  })
})

test('a detection knows all that it refines, nearest first', () => {
  const compiled = compileDetections([
    { ...detection, slug: 'c', refines: 'b' },
    { ...detection, slug: 'b', refines: 'a' },
    { ...detection, slug: 'a' },
  ])
  expect(compiled.ok && compiled.value.map(({ broader }) => broader)).toEqual([['b', 'a'], ['a'], []])
})
