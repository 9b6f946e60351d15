import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readBuilt, writeBuilt } from './built-content.ts'
import { type Content, loadContent } from './load-content.ts'
import { packageRoot } from './package-root.ts'

let folder: string
let built: string

/** Without their cases. */
const copyRules = (): Promise<void> =>
  cp(join(packageRoot(), 'detections'), join(folder, 'detections'), {
    recursive: true,
    filter: path => !/[/\\](fires|silent|timeline)$/.test(path),
  })

const absent = '/no/such/file'
async function contentOf(file: string): Promise<Content> {
  const loaded = await loadContent(folder, file)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues))
  return loaded.value
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  await cp(join(packageRoot(), 'stories'), join(folder, 'stories'), { recursive: true })
  await copyRules()
  const original = await loadContent(packageRoot(), absent)
  if (!original.ok) throw new Error(JSON.stringify(original.issues))
  built = join(folder, 'built-content.json')
  await writeFile(built, writeBuilt(original.value, packageRoot()))
})

test('what the build has read is what would be read, places and all, wherever it is installed', async () => {
  expect(readBuilt(built, folder)).toBeDefined()
  expect(await contentOf(built)).toEqual(await contentOf(absent))
})

test('it is left aside as soon as a rule, a story, or their number differ', async () => {
  const rule = join(folder, 'detections', 'bucket-versioning-suspended', 'detection.yml')
  await appendFile(rule, '# changed\n')
  expect(readBuilt(built, folder)).toBeUndefined()
  await copyRules()
  expect(readBuilt(built, folder)).toBeDefined()

  const more = join(folder, 'detections', 'one-more')
  await mkdir(more)
  expect(readBuilt(built, folder)).toBeUndefined()
  expect(await loadContent(folder, built)).toMatchObject({ ok: false, issues: [{ code: 'unreadable-file' }] })
  await rm(more, { recursive: true })

  await appendFile(join(folder, 'stories', 'suspicious-aws-s3-activities.yml'), '# changed\n')
  expect(readBuilt(built, folder)).toBeUndefined()
})
