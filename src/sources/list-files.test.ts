import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultSourceLimits, listFiles } from './index.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bucketwatch-list-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text = 'x'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

async function list(paths: string[], maxDepth = defaultSourceLimits.maxDepth) {
  const { files, issues } = await listFiles(paths, { limits: { maxDepth }, cwd: root })
  return { files, names: files.map(file => file.name), problems: issues.map(({ code, at }) => `${code} ${at.file}`) }
}

describe('listFiles', () => {
  test('names files as a person gave or would give them, with their size', async () => {
    write('logs/a.log', 'four')
    expect((await list(['logs/a.log'])).files).toEqual([
      { name: 'logs/a.log', path: join(root, 'logs/a.log'), size: 4 },
    ])
  })

  test('walks a folder in the order of names, whatever the order on disk', async () => {
    for (const path of ['t/b/2.log', 't/a.log', 't/b/1.log', 't/c.log', 't/B.log']) write(path)
    expect((await list(['t'])).names).toEqual(['t/B.log', 't/a.log', 't/b/1.log', 't/b/2.log', 't/c.log'])
  })

  test('expands a pattern, and walks the folders that it matches', async () => {
    for (const path of ['2024/x.log', '2024/y.txt', '2025/z.log']) write(path)
    expect((await list(['*/*.log'])).names).toEqual(['2024/x.log', '2025/z.log'])
    expect((await list(['202?'])).names).toEqual(['2024/x.log', '2024/y.txt', '2025/z.log'])
    expect((await list([join(root, '**/*.txt')])).files.map(file => file.path)).toEqual([join(root, '2024/y.txt')])
  })

  test('prefers a file whose very name looks like a pattern', async () => {
    write('log[1].json')
    write('log1.json')
    expect((await list(['log[1].json'])).names).toEqual(['log[1].json'])
  })

  test('lists standard input once', async () => {
    expect((await list(['-', '-'])).files).toEqual([{ name: '-' }])
  })

  test('lists a file once, by whatever ways it is reached', async () => {
    write('t/a.log')
    symlinkSync(join(root, 't/a.log'), join(root, 't/link.log'))
    symlinkSync(join(root, 't'), join(root, 'again'))
    expect(await list(['t/a.log', 't', './t/../t/a.log', '*/a.log', 'again'])).toMatchObject({
      names: ['t/a.log'],
      problems: [],
    })
  })

  test('follows links to files and folders outside', async () => {
    write('elsewhere/deep/a.log')
    mkdirSync(join(root, 't'))
    symlinkSync(join(root, 'elsewhere'), join(root, 't/link'))
    expect((await list(['t'])).names).toEqual(['t/link/deep/a.log'])
  })

  test('names a link that leads back up, and reads the rest', async () => {
    write('t/sub/a.log')
    symlinkSync(join(root, 't'), join(root, 't/sub/up'))
    expect(await list(['t'])).toMatchObject({ names: ['t/sub/a.log'], problems: ['symlink-loop t/sub/up'] })
  })

  test('does not end in two folders that link to one another', async () => {
    write('one/a.log')
    write('two/b.log')
    symlinkSync(join(root, 'two'), join(root, 'one/z'))
    symlinkSync(join(root, 'one'), join(root, 'two/z'))
    expect(await list(['one', 'two'])).toMatchObject({
      names: ['one/a.log', 'one/z/b.log'],
      problems: ['symlink-loop one/z/z'],
    })
  })

  test('stops at the depth limit and says so', async () => {
    write('t/1/2/deep.log')
    write('t/1/shallow.log')
    expect(await list(['t'], 1)).toMatchObject({ names: ['t/1/shallow.log'], problems: ['path-too-deep t/1/2'] })
    expect(await list(['t'], 2)).toMatchObject({ names: ['t/1/2/deep.log', 't/1/shallow.log'], problems: [] })
  })

  test('leaves out hidden files by name, unless one is asked for', async () => {
    write('t/.DS_Store')
    write('t/a.log')
    expect(await list(['t'])).toMatchObject({ names: ['t/a.log'], problems: ['hidden-file t/.DS_Store'] })
    expect(await list(['t/.DS_Store'])).toMatchObject({ names: ['t/.DS_Store'], problems: [] })
  })

  test('says of a queue that it can only be watched', async () => {
    const queue = 'sqs://sqs.eu-west-1.amazonaws.com/111122223333/logs'
    expect(await list([queue])).toMatchObject({ names: [], problems: [`only-watched ${queue}`] })
  })

  test('says which paths stand for nothing, and goes on', async () => {
    write('a.log')
    symlinkSync(join(root, 'gone'), join(root, 'broken'))
    expect(await list(['missing.log', '*.gz', 'broken', 'a.log'])).toMatchObject({
      names: ['a.log'],
      problems: ['not-found missing.log', 'no-match *.gz', 'not-found broken'],
    })
  })

  test.skipIf(process.getuid?.() === 0)('names a folder that it may not enter (no such folder for root)', async () => {
    write('t/closed/a.log')
    write('t/open.log')
    chmodSync(join(root, 't/closed'), 0)
    expect(await list(['t'])).toMatchObject({ names: ['t/open.log'], problems: ['not-readable t/closed'] })
    chmodSync(join(root, 't/closed'), 0o700)
  })
})
