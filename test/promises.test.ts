import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Behaviour, loadContent, loadCoverage, packageRoot } from '#content'
import type { Detection, LogNeed } from '#detect'
import { formatIssue, type Result } from '#primitives'

/** What the content promises about itself: each behaviour is answered, and each detection says what it is worth. */

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

let detections: readonly Detection[]
let behaviours: readonly Behaviour[]

beforeAll(async () => {
  ;({ detections } = valueOf(await loadContent()))
  behaviours = valueOf(await loadCoverage(detections))
})

const folderOf = (slug: string): string => join(packageRoot(), 'detections', slug)
const readmeOf = (slug: string): string => readFileSync(join(folderOf(slug), 'README.md'), 'utf8')
const slugsWhere = (holds: (detection: Detection) => boolean): string[] => detections.filter(holds).map(one => one.slug)

test('every behaviour that other tools detect is answered, by its number', () => {
  const numbers = Array.from({ length: 52 }, (_, index) => `peer-${String(index + 1).padStart(2, '0')}`)
  expect(behaviours.filter(({ section }) => section === 'peers').map(({ id }) => id)).toHaveLength(52)
  expect(behaviours.map(({ id }) => id)).toEqual(expect.arrayContaining(numbers))
})

test('every detection is named by a behaviour that it finds', () => {
  const named = new Set(behaviours.flatMap(row => row.detections))
  expect(slugsWhere(({ slug }) => !named.has(slug))).toEqual([])
})

describe('every detection', () => {
  test('explains itself under its own title', () => {
    expect(slugsWhere(({ slug, title }) => !readmeOf(slug).startsWith(`# ${title}\n`))).toEqual([])
  })

  test('says how much noise to expect', () => {
    expect(slugsWhere(({ slug }) => !/\bexpect/i.test(readmeOf(slug)))).toEqual([])
  })

  test('says which logs it needs, each of those that its rule names', () => {
    const words: Readonly<Record<LogNeed, RegExp>> = {
      'cloudtrail.management': /management\s+event/i,
      'cloudtrail.data': /data\s+event/i,
      's3-access-log': /access\s+log/i,
    }
    expect(
      slugsWhere(({ slug, needs }) => needs.length === 0 || !needs.every(need => words[need].test(readmeOf(slug)))),
    ).toEqual([])
  })

  test('with a memory has a timeline', () => {
    const timelineOf = (slug: string): string => join(folderOf(slug), 'timeline')
    const lacks = ({ slug, kind }: Detection): boolean =>
      kind.kind !== 'match' && (!existsSync(timelineOf(slug)) || readdirSync(timelineOf(slug)).length === 0)
    expect(slugsWhere(lacks)).toEqual([])
  })
})
