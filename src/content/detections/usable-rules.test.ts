import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Detection } from '#detect'
import { formatIssue } from '#primitives'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { loadRules } from './load-rules.ts'
import { usableRules } from './usable-rules.ts'

const rule = (name: string, detection = '{ call: { eventName: DeleteBucket }, condition: call }') =>
  `title: ${name}\nname: ${name}\nlogsource: { product: aws, service: cloudtrail }\ndetection: ${detection}\n`

const correlation = (rules: string, more = '') =>
  `title: many\ncorrelation: { type: event_count, rules: [${rules}], group-by: [userIdentity.arn], timespan: 1h, condition: { gte: 5 }${more} }\n`

const filter = (rules: string) =>
  `title: left out\nlogsource: { product: aws }\nfilter: { rules: [${rules}], s: { userAgent: x }, condition: not s }\n`

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

async function use(files: Record<string, string>, beside: readonly Detection[] = []) {
  const folder = await folderOf(files)
  const result = await usableRules([folder], beside)
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  const { detections, filters, refused } = result.value
  return {
    slugs: detections.map(({ slug }) => slug),
    filters: filters.length,
    refused: refused.map(issue =>
      formatIssue(issue)
        .replace(`${folder}/`, '')
        .replace(/:\d+:\d+: .*/, ''),
    ),
  }
}

const ours = exampleDetection('bucket-opened', callOf('PutBucketAcl'))

test('what cannot be used is left out and named, wherever it shows: syntax, fields, names that lead nowhere or are taken', async () => {
  const used = await use(
    {
      'bucket-opened.yml': rule('taken'),
      'condition.yml': rule('condition', '{ call: { eventName: x }, condition: cal }'),
      'field.yml': rule('field', '{ call: { evntName: x }, condition: call }'),
      'filter.yml': filter('nobody'),
      'good.yml': rule('good'),
      'windows.yml': rule('windows').replace('product: aws', 'product: windows'),
    },
    [ours],
  )
  expect(used).toEqual({
    slugs: ['good'],
    filters: 0,
    refused: ['bucket-opened.yml', 'condition.yml', 'field.yml', 'filter.yml', 'windows.yml'],
  })
})

test('with a rule goes what is made of it, and what is about it', async () => {
  const used = await use({
    'a.yml': correlation('field'),
    'b.yml': filter('field'),
    'c.yml': rule('field', '{ call: { evntName: x }, condition: call }'),
    'd.yml': rule('good'),
  })
  expect(used).toEqual({ slugs: ['d'], filters: 0, refused: ['a.yml', 'b.yml', 'c.yml'] })
})

test('rules may name the detections beside them', async () => {
  const used = await use({ 'a.yml': correlation('bucket-opened'), 'b.yml': filter('bucket-opened') }, [ours])
  expect(used).toEqual({ slugs: ['a'], filters: 1, refused: [] })
})

test.each([
  ['base', '', false],
  ['base, b', '', false],
  ['base', ', generate: true', true],
  ['base', ', generate: false', false],
  ['base, bucket-opened', '', undefined],
])('a correlation of %s%s in another file has generate: %s', async (rules, more, generate) => {
  const loaded = await loadRules([
    await folderOf({ 'a.yml': correlation(rules, more), 'b.yml': rule('base'), 'c.yml': rule('b') }),
  ])
  const [many] = loaded.ok ? loaded.value.detections : []
  expect(many?.rule).toMatchObject({ title: 'many' })
  expect(many && 'generate' in many.rule ? many.rule.generate : undefined).toBe(generate)
})
