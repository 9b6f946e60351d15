import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#content'

const guide = readFileSync(join(packageRoot(), 'docs', 'guides', 'reliability.md'), 'utf8')

const tests = ['src', 'test']
  .flatMap(folder =>
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
  )
  .filter(name => name.endsWith('.test.ts'))
  .map(name => readFileSync(join(packageRoot(), name), 'utf8'))
  .join('\n')

test('each fault in the guide names a test that there is', () => {
  const named = [...guide.matchAll(/^\|.*\| \*(?<title>[^*]+)\* \|$/gm)].map(({ groups }) => groups?.['title'] ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(title => !tests.includes(`'${title}`) && !tests.includes(`'%s ${title}`))).toEqual([])
})
