import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { readCases } from '../cases/cases.ts'
import { readDetectionFolder } from '../detections/read-detections.ts'
import { packageRoot } from '../package-root.ts'
import { reviewFolder } from '../review-folder.ts'
import { newDetection } from './new-detection.ts'

const parent = () => mkdtemp(join(tmpdir(), 'bucketwatch-'))

test('a new detection loads, is documented and has cases', async () => {
  const folder = await newDetection('bucket-logging-disabled', {
    parent: await parent(),
    title: 'Logging: "off"',
    eventName: 'PutBucketLogging',
  })
  if (!folder.ok) throw new Error(folder.issues.map(formatIssue).join('\n'))
  const detection = await readDetectionFolder(folder.value)
  expect(detection.ok ? detection.value : detection.issues).toMatchObject({
    slug: 'bucket-logging-disabled',
    title: 'Logging: "off"',
    outcomes: ['success', 'denied'],
  })
  const cases = await readCases(folder.value)
  expect(cases.ok && (await reviewFolder(folder.value, cases.value))).toEqual([])
})

test('its title is its name in words when none is given', async () => {
  const folder = await newDetection('bucket-policy-deleted', { parent: await parent() })
  const rule = await readFile(join(folder.ok ? folder.value : '', 'detection.yml'), 'utf8')
  expect(rule).toMatch(/^title: "Bucket policy deleted"$/m)
})

test('an editor is told of the schema where the project has it', async () => {
  const inside = await mkdtemp(join(packageRoot(), 'node_modules', '.new-detection-'))
  try {
    const folder = join(inside, 'bucket-policy-deleted')
    await newDetection('bucket-policy-deleted', { parent: inside })
    const [line = ''] = (await readFile(join(folder, 'detection.yml'), 'utf8')).split('\n')
    const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(line)?.[1] ?? ''
    expect(JSON.parse(await readFile(join(folder, schema), 'utf8'))).toHaveProperty('title')
  } finally {
    await rm(inside, { recursive: true })
  }
})

test('a folder that is there, and a name that is no slug, are refused', async () => {
  const folder = await parent()
  await newDetection('a', { parent: folder })
  const again = await newDetection('a', { parent: folder })
  expect(again.ok || again.issues[0].code).toBe('folder-exists')
  for (const name of ['A b', '../a', 'a_b', '']) {
    const result = await newDetection(name, { parent: folder })
    expect(result.ok || result.issues[0].code).toBe('bad-slug')
  }
})

test.each([
  ['CreateTrial', 'did you mean `CreateTrail`?'],
  ['PutBucketLifecycleConfiguration', 'it writes `PutBucketLifecycle` in its place'],
  ['Xyzzy', 'CloudTrail writes'],
])('%s, which is no event, is refused', async (eventName, said) => {
  const result = await newDetection('a', { parent: await parent(), eventName })
  expect(result.ok || formatIssue(result.issues[0])).toContain(said)
})

test('a name that is none is answered with one that is like it', async () => {
  const result = await newDetection('Bucket_Policy deleted')
  expect(result.ok || formatIssue(result.issues[0])).toMatch(/hyphens, such as bucket-policy-deleted$/)
})

test('a folder that cannot be written is an issue', async () => {
  const result = await newDetection('bucket-policy-deleted', { parent: 'package.json' })
  expect(result.ok || formatIssue(result.issues[0])).toBe(
    'package.json/bucket-policy-deleted: a part of this path is a file, not a folder',
  )
})

test('a folder without a README and with too few cases is told what it lacks', async () => {
  const issues = await reviewFolder(await parent(), [])
  expect(issues.map(({ message }) => message)).toEqual([
    'there is no README.md',
    'fires/ has 0 cases; 3 are the least',
    'silent/ has 0 cases; 3 are the least',
  ])
})
