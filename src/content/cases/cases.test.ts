import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Detection } from '#detect'
import { formatIssue } from '#primitives'
import { type CaseRecord, readCases } from './cases.ts'
import { type CaseFinding, runCases } from './run-cases.ts'

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

describe('cases', () => {
  test('are read from all three folders, in the order of their names', async () => {
    const folder = await folderOf({
      'timeline/t.jsonl': '{"record":{"n":1}}\n{"expect":[]}\n\n{"record":"a line"}\n{"expect":[{"count":1}]}\n',
      'silent/b.json': '[{"n":1},"a line"]',
      'silent/a.json': '{"n":1}',
      'silent/notes.txt': 'no case',
      'fires/f.json': '{"expect":{"outcome":"denied"},"records":[{"n":2}]}',
    })
    const cases = await readCases(folder)
    expect(cases.ok && cases.value).toEqual([
      { name: 'fires/f.json', steps: [{ records: [{ n: 2 }], expect: [{ outcome: 'denied' }] }] },
      { name: 'silent/a.json', steps: [{ records: [{ n: 1 }], expect: [] }] },
      { name: 'silent/b.json', steps: [{ records: [{ n: 1 }, 'a line'], expect: [] }] },
      {
        name: 'timeline/t.jsonl',
        steps: [
          { records: [{ n: 1 }], expect: [] },
          { records: [{ n: 1 }, 'a line'], expect: [{ count: 1 }] },
        ],
      },
    ])
  })

  test.each([
    ['fires/a.json', '{', /fires\/a\.json: not JSON/],
    ['fires/a.json', '[]', /a case is one record or a list of records/],
    ['silent/a.json', '[1]', /a case is one record or a list of records/],
    ['timeline/a.jsonl', '{"expect":[]}\n{"rekord":{}}', /a\.jsonl:2: a line of a timeline is/],
    ['timeline/a.jsonl', '{"record":{}}', /the timeline expects nothing/],
  ])('that cannot be read are named: %s %s', async (name, text, message) => {
    const cases = await readCases(await folderOf({ [name]: text }))
    expect(cases.ok ? '' : cases.issues.map(formatIssue).join()).toMatch(message)
  })
})

describe('running cases', () => {
  const detection = (slug: string, refines?: string) =>
    ({ slug, rule: {}, kind: { kind: 'match' }, ...(refines && { refines }) }) as Detection
  const finding = (slug: string, more: object = {}): CaseFinding => ({ detection: { slug }, alsoMatched: [], ...more })

  async function outcome(expected: 'fires' | 'silent', findings: readonly CaseFinding[], looks: object = {}) {
    const steps = [{ records: [{}], expect: expected === 'fires' ? [looks as Record<string, never>] : [] }]
    const [result] = await runCases(detection('a'), [{ name: `${expected}/x.json`, steps }], [], async () => findings)
    return result?.passed
  }

  test('counts only findings of the detection in question', async () => {
    expect(await outcome('silent', [finding('b')])).toBe(true)
    expect(await outcome('fires', [finding('a'), finding('b')])).toBe(true)
    expect(await outcome('fires', [finding('a'), finding('a')])).toBe(false)
    expect(await outcome('silent', [finding('a')])).toBe(false)
    expect(await outcome('fires', [])).toBe(false)
  })

  test('counts a broader finding that carries its name', async () => {
    expect(await outcome('fires', [finding('b', { alsoMatched: [{ slug: 'a' }] })])).toBe(true)
  })

  test('compares what is expected by path', async () => {
    const found = [finding('a', { risk: { score: 64 }, buckets: ['x'] })]
    expect(await outcome('fires', found, { 'risk.score': 64, 'buckets.0': 'x', buckets: ['x'] })).toBe(true)
    expect(await outcome('fires', found, { 'risk.score': 63 })).toBe(false)
    expect(await outcome('fires', found, { 'risk.none.such': 1 })).toBe(false)
  })

  test('gives each expectation a finding of its own, the most exact first', async () => {
    const steps = [{ records: [{}], expect: [{}, { count: 1 }] }]
    const run = async () => [finding('a', { count: 1 }), finding('a', { count: 2 })]
    const [result] = await runCases(detection('a'), [{ name: 'timeline/x.jsonl', steps }], [], run)
    expect(result).toMatchObject({ case: 'timeline/x.jsonl#1', passed: true })
  })

  test('runs the detection together with the one that it refines, and no other', async () => {
    const seen: string[][] = []
    const run = async (_: readonly CaseRecord[], detections: readonly Detection[]) => {
      seen.push(detections.map(({ slug }) => slug))
      return []
    }
    const all = [detection('a', 'b'), detection('b'), detection('c')]
    await runCases(detection('a', 'b'), [{ name: 'silent/x.json', steps: [{ records: [{}], expect: [] }] }], all, run)
    expect(seen).toEqual([['a', 'b']])
  })
})
