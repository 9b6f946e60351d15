import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from './library.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(readme)?.[1] ?? ''

test('the example of the README prints what the README says', () => {
  const code = block('js').replace('bucketwatch/sigma', new URL('library.ts', import.meta.url).href)
  const arguments_ = ['--conditions=source', '--input-type=module', '--eval', code]
  const { stdout, stderr } = spawnSync(process.execPath, arguments_, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(stdout).toBe(block('text'))
})

test('the README names what the library has', () => {
  const names = [...readme.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
  )
  expect(names.length).toBeGreaterThan(8)
  expect(names.filter(name => !(name in library))).toEqual([])
})
