import { globSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Stage, stages } from '../architecture.ts'
import { inspect, lengthViolations, nameViolations, type SourceFile } from './architecture/find-violations.ts'
import { readStageTable } from './architecture/read-stage-table.ts'

const root = new URL('..', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
// AssemblyScript is not TypeScript: it has its own compiler and imports nothing.
const files: SourceFile[] = globSync('src/**/*.ts', { cwd: root })
  .filter(path => !path.endsWith('.as.ts') && !path.endsWith('.d.ts'))
  .map(path => ({ path, text: read(path) }))

describe('the sources', () => {
  const inspection = inspect(files, stages)

  test('keep to the table of stages, enter by front doors, keep the middle pure, and stay small', () => {
    expect(inspection.violations.map(({ rule, at, message }) => `${at}: ${message} [${rule}]`)).toEqual([])
  })

  test('were seen at all', () => {
    expect(inspection.files).toBeGreaterThan(20)
    expect(inspection.imports).toBeGreaterThan(40)
    expect(inspection.crossings).toBeGreaterThan(10)
  })

  test('have names that say what they are, outside src too', () => {
    const others = globSync('{bench,scripts,test}/**/*.ts', { cwd: root })
    expect(others.length).toBeGreaterThan(5)
    expect(others.flatMap(nameViolations)).toEqual([])
  })
})

describe('the table of stages', () => {
  test('has a row for each folder of src, and a folder for each row', () => {
    const folders = readdirSync(new URL('src', root), { withFileTypes: true }).filter(entry => entry.isDirectory())
    expect(stages.map(stage => stage.name).sort()).toEqual(folders.map(folder => folder.name).sort())
  })

  test('allows only imports of earlier stages, so that there is no ring', () => {
    stages.forEach((stage, index) => {
      const earlier = stages.slice(0, index).map(({ name }) => name)
      expect(earlier, stage.name).toEqual(expect.arrayContaining([...stage.imports, ...stage.types]))
    })
  })

  test('is the one in ARCHITECTURE.md', () => {
    const rows = stages.map(({ name, imports, types, pure }) => ({ name, imports, types, pure }))
    expect(readStageTable(read('ARCHITECTURE.md'))).toEqual(rows)
  })
})

describe('the checker', () => {
  const table: Stage[] = [
    { name: 'core', holds: '', imports: [], types: [], pure: true },
    { name: 'shell', holds: '', imports: ['core'], types: [], pure: false },
    { name: 'view', holds: '', imports: ['core'], types: ['shell'], pure: false },
  ]
  const rulesOf = (path: string, text: string) => inspect([{ path, text }], table).violations.map(({ rule }) => rule)

  test.each([
    ['a stage that is not allowed', 'src/core/a.ts', `import { x } from '#shell'`, 'forbidden-stage'],
    ['a type of a stage that is not allowed', 'src/core/a.ts', `import type { X } from '#shell'`, 'forbidden-stage'],
    ['a re-export', 'src/core/a.ts', `export { x } from '#shell'`, 'forbidden-stage'],
    ['a dynamic import', 'src/core/a.ts', `await import('#shell')`, 'forbidden-stage'],
    ['a template as specifier', 'src/core/a.ts', 'await import(`#shell`)', 'forbidden-stage'],
    ['an import in a type', 'src/core/a.ts', `type X = import('#shell').X`, 'forbidden-stage'],
    ['a value where only types are allowed', 'src/view/a.ts', `import { x } from '#shell'`, 'types-only'],
    ['one value among types', 'src/view/a.ts', `import { type X, y } from '#shell'`, 'types-only'],
    ['a side door', 'src/shell/a.ts', `import { x } from '#core/x.ts'`, 'front-door'],
    ['the own front door', 'src/core/a.ts', `import { x } from '#core'`, 'front-door'],
    ['a path into another stage', 'src/shell/a.ts', `import { x } from '../core/x.ts'`, 'leaves-stage'],
    ['a URL into another stage', 'src/shell/a.ts', `new URL('../core/w.ts', import.meta.url)`, 'leaves-stage'],
    ['a file in no stage', 'src/attic/a.ts', 'export {}', 'unknown-stage'],
    ['a file in no folder', 'src/a.ts', 'export {}', 'unknown-stage'],
    ['the disk', 'src/core/a.ts', `import { readFileSync } from 'node:fs'`, 'impure'],
    ['the clock', 'src/core/a.ts', 'export const now = Date.now()', 'impure'],
    ['the clock by another name', 'src/core/a.ts', 'export const now = new Date().toISOString()', 'impure'],
    ['the clock by index', 'src/core/a.ts', `export const now = Date['now']()`, 'impure'],
    ['randomness', 'src/core/a.ts', 'export const dice = () => Math.random()', 'impure'],
    ['the environment', 'src/core/a.ts', 'export const home = process.env.HOME', 'impure'],
    ['a timer', 'src/core/a.ts', 'performance.now()', 'impure'],
    ['a name that says nothing', 'src/core/date-utils.ts', 'export {}', 'empty-name'],
    ['a folder that says nothing', 'src/core/common/a.ts', 'export {}', 'empty-name'],
  ])('refuses %s', (_, path, text, rule) => {
    expect(rulesOf(path, text)).toEqual([rule])
  })

  test.each([
    ['an allowed stage', 'src/shell/a.ts', `import { x } from '#core'`],
    [
      'a type where types are allowed',
      'src/view/a.ts',
      `import { type X } from '#shell'\nimport type { Y } from '#shell'`,
    ],
    ['a path within the stage', 'src/core/deep/a.ts', `import { x } from '../x.ts'`],
    ['a worker of the own stage', 'src/shell/a.ts', `new URL('./worker.ts', import.meta.url)`],
    ['a date made from a number', 'src/core/a.ts', 'export const day = (time: number) => new Date(time)'],
    ['an import in a comment or a text', 'src/core/a.ts', `// import '#shell'\nexport const text = "import '#shell'"`],
    ['the clock outside the pure stages', 'src/shell/a.ts', 'export const now = Date.now()'],
    ['a test with parts of a later stage', 'src/core/a.test.ts', `import { x } from '#shell'`],
  ])('allows %s', (_, path, text) => {
    expect(rulesOf(path, text)).toEqual([])
  })

  test('sees a ring of files', () => {
    const ring = [
      { path: 'src/core/a.ts', text: `import { b } from './b.ts'` },
      { path: 'src/core/b.ts', text: `import { a } from './a.ts'` },
    ]
    expect(inspect(ring, table).violations.map(({ rule }) => rule)).toEqual(['cycle'])
  })

  test('lets a long file only shrink', () => {
    const file = (lines: number) => ({ path: 'src/core/a.ts', text: 'x\n'.repeat(lines) })
    expect(lengthViolations(file(250), {})).toHaveLength(0)
    expect(lengthViolations(file(251), {})).toHaveLength(1)
    expect(lengthViolations(file(300), { 'src/core/a.ts': 300 })).toHaveLength(0)
    expect(lengthViolations(file(301), { 'src/core/a.ts': 300 })).toHaveLength(1)
    expect(lengthViolations(file(280), { 'src/core/a.ts': 300 })).toHaveLength(1)
    expect(lengthViolations(file(200), { 'src/core/a.ts': 200 })).toHaveLength(1)
  })

  test('throws on a file that does not parse', () => {
    expect(() => inspect([{ path: 'src/core/a.ts', text: 'import {' }], table)).toThrow()
  })
})
