import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { formatIssue } from '#primitives'
import { readCases } from './cases/cases.ts'
import { detectionFileSchema } from './detections/detection-schema.ts'
import { type Content, loadContent } from './load-content.ts'
import { packageRoot } from './package-root.ts'
import { readmeHeadings, reviewFolder } from './review-folder.ts'

let content: Content

beforeAll(async () => {
  const loaded = await loadContent()
  if (!loaded.ok) throw new Error(loaded.issues.map(formatIssue).join('\n'))
  content = loaded.value
})

const published = 'suspicious-aws-s3-activities'
const folderOf = (slug: string): string => join(packageRoot(), 'detections', slug)

describe('the content of the package', () => {
  test('has the published story under the published names and ids', () => {
    expect(Object.fromEntries(content.detections.map(({ title, id }) => [title, id]))).toMatchObject({
      'AWS Disable Bucket Versioning': '657902a9-987d-4879-a1b2-e7a65512824b',
      'AWS Exfiltration via Bucket Replication': 'eeb432d6-2212-43b6-9e89-fcd753f7da4c',
      'AWS Exfiltration via DataSync Task': '05c4b09f-ea28-4c7c-a7aa-a246f665c8a2',
      'Detect New Open S3 Buckets over AWS CLI': '39c61d09-8b30-4154-922b-2d0a694ecc22',
      'Detect New Open S3 buckets': '2a9b80d3-6340-4345-b5ad-290bf3d0dac4',
      'Detect S3 access from a new IP': 'e6f1bb1b-f441-492b-9126-902acda217da',
      'Detect Spike in S3 Bucket deletion': 'e733a326-59d2-446d-b8db-14a17151aa68',
    })
    expect(content.stories.find(({ slug }) => slug === published)?.id).toBe('66732346-8fb0-407b-9633-da16756567d6')
  })

  test('has documentation and enough cases for every detection', async () => {
    expect(content.detections.length).toBeGreaterThanOrEqual(7)
    for (const { slug } of content.detections) {
      const cases = await readCases(folderOf(slug))
      if (!cases.ok) throw new Error(cases.issues.map(formatIssue).join('\n'))
      expect(await reviewFolder(folderOf(slug), cases.value)).toEqual([])
    }
  })

  test('has a timeline for every detection that compares with history', async () => {
    for (const { slug, kind } of content.detections.filter(one => one.kind.kind !== 'match')) {
      const cases = await readCases(folderOf(slug))
      expect([slug, kind.kind, cases.ok && cases.value.some(({ name }) => name.startsWith('timeline/'))]).toContain(
        true,
      )
    }
  })

  test('says of every published detection where it differs', async () => {
    for (const { slug } of content.detections.filter(({ story }) => story === published)) {
      const readme = await readFile(join(folderOf(slug), 'README.md'), 'utf8')
      expect(readme).toContain('## Where it differs from the published search, and why')
      expect([...readme.matchAll(/^## (.*)$/gm)].map(match => match[1]).slice(0, 4)).toEqual([...readmeHeadings])
    }
  })

  test('fits the schema that editors check it with', async () => {
    for (const { slug } of content.detections) {
      const text = await readFile(join(folderOf(slug), 'detection.yml'), 'utf8')
      expect(text.split('\n', 1)).toEqual([
        '# yaml-language-server: $schema=../../docs/reference/detection.schema.json',
      ])
      const documents = parseAllDocuments(text)
      expect(documents.length).toBeGreaterThan(0)
      for (const document of documents) {
        expect(detectionFileSchema.safeParse(document.toJS()).error).toBeUndefined()
      }
    }
  })
})

describe('content that contradicts itself', () => {
  async function issuesAfter(file: string, from: string, to: string): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
    for (const part of ['detections', 'stories'])
      await cp(join(packageRoot(), part), join(folder, part), { recursive: true })
    const text = await readFile(join(folder, file), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(folder, file), text.replace(from, to))
    const loaded = await loadContent(folder)
    return loaded.ok ? [] : loaded.issues.map(issue => formatIssue(issue).replace(`${folder}/`, ''))
  }

  const cli = 'detections/bucket-opened-by-acl-over-aws-cli/detection.yml'
  const story = 'stories/suspicious-aws-s3-activities.yml'

  test.each([
    [
      cli,
      'refines: bucket-opened-by-acl',
      'refines: bucket-opend-by-acl',
      /^detections.*:\d+:\d+: there is no other detection "bucket-opend-by-acl"; did you mean "bucket-opened-by-acl"\?$/,
    ],
    [cli, 'refines: bucket-opened-by-acl', 'refines: bucket-opened-by-acl-over-aws-cli', /there is no other detection/],
    [
      cli,
      'story: suspicious-aws-s3-activities',
      'story: suspicious-s3-activities',
      /there is no story "suspicious-s3-activities"; did you mean/,
    ],
    [story, '  - buckets-deleted-in-bulk\n', '', /buckets-deleted-in-bulk names the story, which does not list it/],
    [story, 'version: 1', 'version: one', /^stories\/.*yml:3:\d+: version must be a number, not "one"$/],
    [story, 'narrative:', 'narative:', /there is no key "narative"; did you mean "narrative"\?$/],
    [story, 'title:', '"title: ', /^stories\/.*yml:\d+:\d+: /],
  ])('is refused: %s with %s as %s', async (file, from, to, message) => {
    expect(await issuesAfter(file, from, to)).toContainEqual(expect.stringMatching(message))
  })

  test('two detections of one id are named both', async () => {
    const issues = await issuesAfter(
      cli,
      '39c61d09-8b30-4154-922b-2d0a694ecc22',
      '2a9b80d3-6340-4345-b5ad-290bf3d0dac4',
    )
    expect(issues).toEqual([
      expect.stringMatching(
        /over-aws-cli\/detection\.yml:3:\d+: the id 2a9b80d3.* belongs to .*bucket-opened-by-acl\/detection\.yml already$/,
      ),
    ])
  })
})
