import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

interface LockedPackage {
  readonly license?: string
  readonly dev?: boolean
  readonly resolved?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }
const locked = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), ...entry }))

describe('the lockfile', () => {
  test('names no registry address, so that it installs from any mirror', () => {
    expect(locked.length).toBeGreaterThan(30)
    expect(locked.filter(({ resolved, link }) => resolved ?? link).map(({ name }) => name)).toEqual([])
  })

  test('pins the content of every package', () => {
    // Builds for other platforms are never installed here, and not every mirror has them.
    const isForeign = ({ optional, os }: LockedPackage): boolean => !!optional && os !== undefined
    expect(locked.filter(entry => !entry.integrity && !isForeign(entry)).map(({ name }) => name)).toEqual([])
  })

  test('names the builds for every platform, without which `npm ci` stops', () => {
    const names = new Set(locked.map(({ name }) => name))
    const builds = locked.flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    expect(builds.length).toBeGreaterThan(10)
    expect(builds.filter(name => !names.has(name))).toEqual([])
  })

  test('has install scripts only where package.json allows them, and none for users', () => {
    const withScripts = locked.filter(({ hasInstallScript }) => hasInstallScript)
    expect(withScripts.map(({ name }) => name).sort()).toEqual(Object.keys(manifest.allowScripts).sort())
    expect(withScripts.filter(({ dev }) => !dev)).toEqual([])
  })

  const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT']
  // File-level copyleft: nothing of it is shipped.
  const inDevelopmentOnly = ['MPL-2.0']

  test('holds only licences that may go with Apache-2.0', () => {
    const refused = locked.filter(({ license = '', dev }) => {
      const choices = license.replace(/[()]/g, '').split(' OR ')
      return !choices.some(choice => permissive.includes(choice) || (dev && inDevelopmentOnly.includes(choice)))
    })
    expect(refused.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
  })
})

test('every dependency has its sentence in docs/decisions/dependencies.md, and no other has', () => {
  const rows = [...read('docs/decisions/dependencies.md').matchAll(/^- `([^`]+)`: (.+)$/gm)]
  expect(rows.map(([, name = '']) => name).sort()).toEqual(
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort(),
  )
  for (const [, name, sentence] of rows) expect(sentence, name).toMatch(/^.{20,}\.$/)
})
