import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: string | readonly string[] }[]
}

const blocks = [...read('docs/guides/deploy.md').matchAll(/^ *```json\n([\s\S]*?)^ *```/gm)].map(
  ([, text = '']) => text,
)

/** Every permission that the program's sources name. */
const used = new Set(
  globSync('src/sources/**/*.ts', { cwd: root })
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path => read(path).match(/\b(?:s3|sqs|kms):[A-Z]\w+/g) ?? [])
    .filter(action => !/ObjectCreated|ObjectRemoved|TestEvent/.test(action)),
)

describe('the policies in docs/guides/deploy.md', () => {
  test('can be pasted', () => {
    expect(blocks.length).toBeGreaterThan(4)
    expect(blocks.filter(text => typeof JSON.parse(text) !== 'object')).toEqual([])
  })

  test('allow what the program asks for, and nothing else', () => {
    const policy = blocks.map(text => JSON.parse(text) as Partial<Policy>).find(({ Statement }) => Statement) as Policy
    const allowed = policy.Statement.flatMap(({ Action }) => Action)
    expect(used.size).toBeGreaterThan(5)
    expect(allowed.toSorted()).toEqual([...used].sort())
    expect(policy.Statement.every(({ Effect }) => Effect === 'Allow')).toBe(true)
  })
})
