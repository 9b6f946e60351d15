import { globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readIssueCodes } from '../../../test/architecture/read-issue-codes.ts'
import { allChecks } from './content-checks.ts'
import { lintFolders } from './lint-folders.ts'

const rule = (detection: string, more = '') => `title: A rule
id: 5a9c8f0e-1d56-4e1a-9d3a-5f8e2f7c1b11
status: test
level: low
logsource: { product: aws, service: cloudtrail }
detection: ${detection}
${more}`

const call = (name: string, source = 'eventSource: s3.amazonaws.com, ') =>
  `{ call: { ${source}eventName: ${name} }, condition: call }`

async function lint(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const result = await lintFolders([folder])
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  const findings = result.value.findings.map(({ number, at, suggestion }) => {
    const place = `${at.file.replace(`${folder}/`, '')}:${at.line}:${at.column}`
    return suggestion === undefined ? `${number} ${place}` : `${number} ${place} ${suggestion}`
  })
  return { ...result.value, findings }
}

describe('a folder of rules', () => {
  test('is told all that is wrong with each of its files, in their order', async () => {
    const report = await lint({
      'a/good.yml': rule(call('PutBucketAcl')),
      'a/unknown_field.yml': rule('{ call: { eventSource: s3.amazonaws.com, evntName: x }, condition: call }').replace(
        '5a9c',
        '5a9d',
      ),
      'b/azure.yml': rule(call('x')).replace('product: aws', 'product: azure'),
      'b/broken.yml': 'title: [',
      'b/condition.yml': rule('{ call: { eventSource: s3.amazonaws.com }, condition: cal }'),
    })
    expect(report).toMatchObject({ files: 5, detections: 2 })
    expect(report.findings).toEqual([
      'BW034 a/unknown_field.yml:6:53 eventName',
      'BW201 b/azure.yml:5:14',
      expect.stringMatching(/^BW002 b\/broken\.yml:/),
      'BW031 b/condition.yml:6:66 call',
    ])
  })

  test('is told of two rules with one id, and of two with one name, once each', async () => {
    const report = await lint({
      'a/same.yml': rule(call('PutBucketAcl')),
      'b/same.yml': rule(call('PutBucketPolicy')).replace('5a9c', '5a9d'),
      'c/copied.yml': rule(call('DeleteBucket')),
    })
    expect(report.findings).toEqual(['BW208 b/same.yml:1:1', 'BW209 c/copied.yml:2:1'])
  })

  test('is told of a file in another encoding, in which letters would be taken for others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
    await writeFile(join(folder, 'latin.yml'), Buffer.from(rule(call('D\u00e9l\u00e9tion')), 'latin1'))
    await writeFile(join(folder, 'wide.yml'), Buffer.from(rule(call('PutBucketAcl')), 'utf16le'))
    const report = await lintFolders([folder])
    expect(report.ok && report.value.findings.map(({ number }) => number)).toEqual(['BW219', 'BW219'])
  })

  test('that holds no rule fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
    expect(await lintFolders([folder])).toMatchObject({ ok: false, issues: [{ code: 'no-rules' }] })
  })
})

describe('the calls that a rule names', () => {
  test.each([
    ['PutLifecycleConfiguration', 'PutBucketLifecycle'],
    ['putencryptionconfiguration', 'PutBucketEncryption'],
    ['ListObjectsV2', 'ListObjects'],
    ['DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
  ])('are told by the name in the log: %s is %s', async (name, written) => {
    const { findings } = await lint({ 'a.yml': rule(call(`[PutBucketAcl, ${name}]`)) })
    expect(findings).toEqual([expect.stringMatching(new RegExp(`^BW301 a\\.yml:6:.* ${written}$`))])
  })

  test('are those of other services as well, where a name is theirs', async () => {
    const efs = rule(call('PutLifecycleConfiguration', 'eventSource: elasticfilesystem.amazonaws.com, '))
    expect((await lint({ 'a.yml': efs })).findings).toEqual([])
    const any = await lint({ 'a.yml': rule(call('[PutLifecycleConfiguration]', '')) })
    expect(any.findings).toEqual(['BW302 a.yml:6:1'])
  })
})

test('every code of what is wrong with a rule or a detection has a check with a number of its own', () => {
  const root = dirname(dirname(import.meta.dirname))
  const elsewhere = new Set([
    'no-such-path',
    'no-rules',
    'bad-slug',
    'folder-exists',
    'folder-not-written',
    'bad-case',
    'incomplete-detection',
    'unknown-event',
  ])
  const codes = globSync(['content/**/*.ts', 'detect/compile/**/*.ts'], { cwd: root })
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path => readIssueCodes(readFileSync(join(root, path), 'utf8')))
  const known = new Set(allChecks.map(({ code }) => code))
  expect(codes.filter(code => !code.includes('*') && !known.has(code) && !elsewhere.has(code))).toEqual([])
  expect(allChecks.map(({ number }) => number)).toEqual([...new Set(allChecks.map(({ number }) => number))])
})
