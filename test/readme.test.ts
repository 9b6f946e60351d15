import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createProgram } from '../src/cli/command-line/program.ts'

const root = new URL('..', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...globSync('docs/guides/*.md', { cwd: root })]

/** Commands in shell blocks and in code within a line: `npx bucketwatch scan ./logs -f csv`. */
const commandLines = pages.flatMap(page =>
  [...read(page).matchAll(/(?:npx )bucketwatch ([^`\n]+)/g)].map(([, words = '']) => ({
    page,
    words: words.replace(/\s+#.*$/, '').trim(),
  })),
)

test('the first lines of the README are the two that work on a fresh machine', () => {
  expect(read('README.md')).toMatch(/^npm ci && npm run demo$/m)
  expect(read('README.md')).toMatch(/^npm ci && npm test$/m)
})

test('the README shows findings as the demo prints them', () => {
  const [shown = ''] = [...read('README.md').matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
  expect(shown).toContain('HIGH')
  expect(read('test/scenarios/demo/report.golden.table.txt')).toContain(shown.trimEnd())
})

test('documents name commands', () => {
  expect(commandLines.length).toBeGreaterThan(10)
})

test.each(commandLines)('$page: bucketwatch $words has only options that exist', ({ words }) => {
  const parts = words.replace(/<[^>]*>/g, 'x').split(/\s+/)
  let command = createProgram(() => undefined)
  while (parts.length > 0) {
    const next = command.commands.find(one => one.name() === parts[0])
    if (!next) break
    command = next
    parts.shift()
  }
  expect(command.parent, `no command in "${words}"`).not.toBeNull()
  const known = command.options.flatMap(({ short, long }) => [short, long])
  const used = parts.filter(part => /^--?[a-z]/i.test(part))
  expect(used.filter(option => !known.includes(option))).toEqual([])
})

test('the README lists every story, and a story every detection of it', () => {
  const stories = globSync('stories/*.yml', { cwd: root }).map(path => path.replace('stories/', ''))
  const listed = [...read('README.md').matchAll(/\(stories\/([^)]+)\)/g)].map(([, file = '']) => file)
  expect(listed.sort()).toEqual(stories.sort())
  const folders = globSync('detections/*/detection.yml', { cwd: root }).map(path => path.split('/')[1] ?? '')
  const told = stories.map(file => read(`stories/${file}`)).join('\n')
  expect(folders.filter(slug => !told.includes(`- ${slug}\n`))).toEqual([])
})

const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts)

test('documents name only npm scripts that exist', () => {
  const named = pages.flatMap(page => [...read(page).matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name]) => name))
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(name => name === undefined || !scripts.includes(name))).toEqual([])
})
