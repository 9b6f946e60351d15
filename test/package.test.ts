import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  dependencies: Record<string, string>
}

const elsewhere = mkdtempSync(join(tmpdir(), 'bucketwatch-package-'))
const installed = join(elsewhere, 'node_modules', 'bucketwatch')
let files: string[] = []
let unpackedSize = 0

/**
 * As `npm install <tarball>` would leave it, but without a registry: the tarball unpacked, and beside it the
 * dependencies of package.json only, so that nothing else of this checkout can be reached.
 */
beforeAll(() => {
  // The build is not run here: `npm ci` has made dist/, and `npm run check` makes it anew first.
  const arguments_ = ['pack', '--json', '--ignore-scripts', '--pack-destination', elsewhere]
  const report: unknown = JSON.parse(execFileSync('npm', arguments_, { cwd: root, encoding: 'utf8' }))
  // npm 11 answers with a list, later versions with an object by package name.
  const [packed] = Object.values(report as Record<string, PackReport>)
  if (!packed) throw new Error('npm pack reported no package')
  files = packed.files.map(file => file.path)
  unpackedSize = packed.unpackedSize
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(elsewhere, packed.filename), '-C', installed, '--strip-components=1'])
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(elsewhere, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
})

interface PackReport {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

afterAll(() => rmSync(elsewhere, { recursive: true, force: true }))

function bucketwatch(words: string, more: Readonly<Record<string, string>> = {}) {
  const { NODE_OPTIONS: _, ...env } = process.env
  const program = join(installed, 'bin', 'bucketwatch.js')
  return spawnSync(process.execPath, [program, ...words.split(' ')], {
    cwd: elsewhere,
    env: { ...env, ...more },
    encoding: 'utf8',
  })
}

describe('the package', () => {
  test('holds what users need', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/bucketwatch.js',
        'dist/program/main.js',
        'docs/reference/finding.schema.json',
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'package.json',
      ]),
    )
    expect(files.some(path => /^detections\/[^/]+\/detection\.yml$/.test(path))).toBe(true)
    expect(files.some(path => /^stories\/[^/]+\.yml$/.test(path))).toBe(true)
    expect(files.some(path => path.startsWith('demo/'))).toBe(true)
  })

  test('holds nothing else', () => {
    const folders = [...new Set(files.map(path => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.')))]
    expect(folders.sort()).toEqual(['.', 'bin', 'demo', 'detections', 'dist', 'docs', 'stories'])
    expect(files.filter(path => /\.test\.|\.golden\.|\.map$|(?<!\.d)\.ts$/.test(path))).toEqual([])
  })

  test('is small', () => {
    expect(unpackedSize).toBeLessThan(20_000_000)
  })
})

describe('the packed program, installed elsewhere', () => {
  test('says its version', () => {
    const { status, stdout, stderr } = bucketwatch('--version')
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  test('has its detections', () => {
    const { status, stdout } = bucketwatch('detections list')
    expect(status).toBe(0)
    expect(stdout).toContain('bucket-versioning-suspended')
  })

  test('finds the intruder of the demo', () => {
    const { status, stdout } = bucketwatch('demo --format jsonl')
    expect(status).toBe(0)
    const found = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { schema: string })
    expect(found.filter(({ schema }) => schema === 'bucketwatch.finding/1').length).toBeGreaterThan(6)
  })

  test('loads nothing but the command line to say what it is', () => {
    const loads = `import { registerHooks } from 'node:module'
registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) })`
    const { stdout, stderr } = bucketwatch('--help', {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(loads)}`,
    })
    expect(stdout).toContain('Usage: bucketwatch')
    const parts = stderr.matchAll(/\/dist\/program\/([\w-]+)\.js|\/node_modules\/(?!bucketwatch\/)([^/]+)\//g)
    const loaded = new Set(Array.from(parts, ([, file, dependency]) => file ?? dependency))
    expect(loaded).toContain('main')
    for (const part of ['content', 'detect', 'read-in-turn', 'reports', 'yaml', 'zod', '@aws-sdk', 'pino']) {
      expect(loaded).not.toContain(part)
    }
    const dependencies = [...loaded].filter(one => existsSync(join(root, 'node_modules', one ?? '')))
    expect(new Set(dependencies)).toEqual(new Set(['commander', 'fastest-levenshtein']))
  })
})

describe('the packed library', () => {
  const program = `import { compileRule, parseRule } from 'bucketwatch/sigma'
const rule = parseRule('title: t\\nlogsource: { product: aws }\\ndetection: { a: { b|startswith: x }, condition: a }')
const compiled = compileRule(rule.value, { resolve: field => event => event[field], suggest: () => undefined })
console.log(compiled.value.matches({ b: 'xyz' }), compiled.value.matches({ b: 'abc' }))`

  test('is the rule language, for programs of others', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: elsewhere,
      encoding: 'utf8',
    })
    expect({ stdout, stderr }).toEqual({ stdout: 'true false\n', stderr: '' })
  })

  test('has its types', () => {
    const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      exports: Record<string, { types: string; default: string }>
    }
    expect(files).toEqual(expect.arrayContaining(Object.values(exports['./sigma'] ?? {}).map(path => path.slice(2))))
  })
})

describe('the program that cannot run', () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`
  const onOldNode = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]

  function start(place: string, flags: readonly string[] = []) {
    const program = join(place, 'bin', 'bucketwatch.js')
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program, 'scan', '.'], {
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  test('on an old Node says what it needs, and where to get it', () => {
    const stderr = 'bucketwatch needs Node 24 or later and this is Node 20.20.2: https://nodejs.org/download\n'
    expect(start(installed, onOldNode)).toEqual({ status: 2, stdout: '', stderr })
  })

  test('on an old Node says in a checkout that npm brings the right one', () => {
    const place = root.replace(/\/$/, '')
    const stderr = `bucketwatch needs Node 24 or later and this is Node 20.20.2: in ${place} type \`npm ci\`, which brings Node 24, then \`npx bucketwatch\`\n`
    expect(start(root, onOldNode)).toEqual({ status: 2, stdout: '', stderr })
  })

  test('says in a checkout that was never built how to build it', () => {
    const place = join(elsewhere, 'checkout')
    mkdirSync(join(place, 'src'), { recursive: true })
    cpSync(join(root, 'bin'), join(place, 'bin'), { recursive: true })
    cpSync(join(root, 'package.json'), join(place, 'package.json'))
    const stderr = `bucketwatch is not built yet: type \`npm ci\` in ${place}\n`
    expect(start(place)).toEqual({ status: 2, stdout: '', stderr })
  })
})
