import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Deliveries } from '../testing/deliveries.ts'
import { type WatchSettings, watchedSource } from '../watched-source.ts'

let root: string
let open: Deliveries[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bucketwatch-folder-'))
})
afterEach(async () => {
  for (const deliveries of open) await deliveries.close()
  open = []
  rmSync(root, { recursive: true, force: true })
})

function write(path: string, text = 'x'): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

/** Written so long ago that nobody waits for the rest of it. */
function writeOld(path: string, text = 'x'): void {
  utimesSync(write(path, text), 1_700_000_000, 1_700_000_000)
}

function watch(settings: WatchSettings = {}, read: ReadonlySet<string> = new Set()): Deliveries {
  const source = watchedSource('.', { cwd: root, settle: 60, every: 100, ...settings })
  if (!source.ok) throw new Error('the folder is there')
  const deliveries = new Deliveries(source.value, read)
  open.push(deliveries)
  return deliveries
}

describe.each([
  ['told by the operating system', { listen: true, every: 60_000 }],
  ['looking again and again', { listen: false, every: 50 }],
])('a watched folder, %s', (_, settings: WatchSettings) => {
  test('gives what is there first, in order, and then what comes', async () => {
    for (const name of ['b/2.log', 'a.log', 'b/1.log']) writeOld(name)
    const deliveries = watch(settings)
    expect(await deliveries.files(3)).toEqual(['a.log', 'b/1.log', 'b/2.log'])
    write('b/3.log')
    expect(await deliveries.files(1)).toEqual(['b/3.log'])
  })

  test('gives a file that is renamed into place, long before the next look where it is told of it', async () => {
    write('.staging/trail.json.gz', 'complete')
    const deliveries = watch(settings)
    await deliveries.idle(120)
    const began = performance.now()
    renameSync(join(root, '.staging/trail.json.gz'), join(root, 'trail.json.gz'))
    expect(await deliveries.files(1)).toEqual(['trail.json.gz'])
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  test('sees folders that appear within folders, and the files that were in them by then', async () => {
    const deliveries = watch(settings)
    await deliveries.idle(120)
    for (const day of ['01', '02', '03']) write(`2026/11/${day}/a.log`)
    expect((await deliveries.files(3)).sort()).toEqual(['2026/11/01/a.log', '2026/11/02/a.log', '2026/11/03/a.log'])
    write('2026/11/02/b.log')
    expect(await deliveries.files(1)).toEqual(['2026/11/02/b.log'])
  })

  test('waits for the end of a slow copy', async () => {
    const deliveries = watch({ ...settings, settle: 60_000 })
    const copy = write('slow.log', 'a')
    for (let piece = 0; piece < 10; piece++) {
      expect(await deliveries.idle(40)).toEqual([])
      appendFileSync(copy, 'a')
    }
  })

  test('gives all of a copy that pauses, in the end', async () => {
    const deliveries = watch(settings)
    const copy = write('slow.log', 'a')
    await deliveries.arrivals(1)
    appendFileSync(copy, 'a')
    const [file] = await deliveries.arrivals(1)
    expect(file).toMatchObject({ file: { name: 'slow.log', size: 2, mayGrow: true } })
  })

  test('gives a file again when it has grown, with another version and all of it', async () => {
    writeOld('grows.log', 'one\n')
    const deliveries = watch(settings)
    const [before] = await deliveries.arrivals(1)
    appendFileSync(join(root, 'grows.log'), 'two\n')
    const [after] = await deliveries.arrivals(1)
    expect(before?.file).toEqual({ name: 'grows.log', path: join(root, 'grows.log'), size: 4 })
    expect(after?.file).toEqual({ name: 'grows.log', path: join(root, 'grows.log'), size: 8, mayGrow: true })
    expect(after?.mark.name).toBe(before?.mark.name)
    expect(after?.mark.version).not.toBe(before?.mark.version)
  })

  test('gives thousands of files that come at once, each once', async () => {
    const deliveries = watch(settings)
    const names = Array.from({ length: 3_000 }, (_, number) => `${number % 7}/${number}.log`)
    for (const name of names) write(name)
    expect((await deliveries.files(names.length)).sort()).toEqual(names.sort())
    expect(await deliveries.idle(200)).toEqual([])
  })

  test('goes on when files and folders vanish under its eyes', async () => {
    for (let number = 0; number < 500; number++) write(`day/${number}.log`)
    const deliveries = watch(settings)
    rmSync(join(root, 'day'), { recursive: true })
    write('day/again.log')
    expect(await deliveries.until('day/again.log')).toBe(true)
  })

  test('gives what was given back again, and nothing that was settled', async () => {
    writeOld('a.log')
    const deliveries = watch(settings)
    const [first] = await deliveries.some(1)
    await first?.giveBack()
    const [second] = await deliveries.some(1)
    expect(second?.files[0]?.mark).toEqual(first?.files[0]?.mark)
    await second?.settle()
    expect(await deliveries.idle(200)).toEqual([])
  })
})

test('of what was given back, what has been read by now is not given again', async () => {
  for (const name of ['a.log', 'b.log']) writeOld(name)
  const read = new Set<string>()
  const deliveries = watch({}, read)
  const [first] = await deliveries.some(2)
  const mark = first?.files[0]?.mark
  read.add(`${mark?.name} ${mark?.version}`)
  await first?.giveBack()
  expect(await deliveries.files(1)).toEqual(['b.log'])
  expect(await deliveries.idle(200)).toEqual([])
})

test('what was read before is not given again, unless it has changed since', async () => {
  for (const name of ['old.log', 'changed.log']) writeOld(name)
  const before = watch()
  const marks = (await before.arrivals(2)).map(({ mark }) => `${mark.name} ${mark.version}`)
  await before.close()
  truncateSync(join(root, 'changed.log'), 100)
  const after = watch({}, new Set(marks))
  expect(await after.files(1)).toEqual(['changed.log'])
  expect(await after.idle(200)).toEqual([])
})

test('a backlog comes in batches, so that no commit is large', async () => {
  for (let number = 0; number < 600; number++) writeOld(`${String(number).padStart(3, '0')}.log`)
  const sizes = (await watch().some(600)).map(({ files }) => files.length)
  expect(sizes).toEqual([256, 256, 88])
})

test('hidden files and folders are what is still being copied', async () => {
  write('.a.log.Xy12', 'half')
  write('.tmp/b.log', 'half')
  writeOld('c.log')
  const deliveries = watch()
  expect(await deliveries.files(1)).toEqual(['c.log'])
  expect(await deliveries.idle(200)).toEqual([])
})

test('links are followed, and one that leads back up is told once', async () => {
  writeOld('real/a.log')
  symlinkSync(root, join(root, 'real/up'))
  symlinkSync(join(root, 'real/a.log'), join(root, 'z.log'))
  const deliveries = watch()
  expect((await deliveries.files(2)).sort()).toEqual(['real/a.log', 'z.log'])
  expect(await deliveries.report('symlink-loop')).toBeDefined()
  await deliveries.idle(400)
  expect(deliveries.reported.map(({ code }) => code)).toEqual(['symlink-loop'])
})

test('a folder that goes away is told once and watched again when it is back', async () => {
  writeOld('in/a.log')
  const source = watchedSource('in', { cwd: root, settle: 60, every: 50 })
  if (!source.ok) throw new Error('the folder is there')
  const deliveries = new Deliveries(source.value)
  open.push(deliveries)
  expect(await deliveries.files(1)).toEqual(['in/a.log'])
  renameSync(join(root, 'in'), join(root, 'away'))
  expect(await deliveries.report('not-found')).toBeDefined()
  await deliveries.idle(300)
  expect(deliveries.reported.map(({ code }) => code)).toEqual(['not-found'])
  renameSync(join(root, 'away'), join(root, 'in'))
  write('in/b.log')
  expect(await deliveries.files(1)).toEqual(['in/b.log'])
})

test('one file is watched as it grows', async () => {
  writeOld('one.log')
  const source = watchedSource('one.log', { cwd: root, settle: 60, every: 50 })
  if (!source.ok) throw new Error('the file is there')
  const deliveries = new Deliveries(source.value)
  open.push(deliveries)
  expect(await deliveries.files(1)).toEqual(['one.log'])
  appendFileSync(join(root, 'one.log'), 'more')
  expect(await deliveries.files(1)).toEqual(['one.log'])
})

test('an abort ends the watch at once, while it waits', async () => {
  const deliveries = watch({ every: 60_000 })
  await deliveries.idle(100)
  const began = performance.now()
  await deliveries.close()
  expect(performance.now() - began).toBeLessThan(30_000)
})

test('a path where nothing is, is refused with the reason', () => {
  expect(watchedSource('missing', { cwd: root })).toMatchObject({ ok: false, issues: [{ code: 'not-found' }] })
})

// Nothing is kept from the superuser.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder that may be listed and not entered is said to be unreadable, once',
  async () => {
    for (const name of ['in/a.log', 'in/b.log', 'c.log']) writeOld(name)
    chmodSync(join(root, 'in'), 0o444)
    const deliveries = watch({ listen: false, every: 20 })
    expect(await deliveries.files(1)).toEqual(['c.log'])
    writeOld('d.log')
    expect(await deliveries.files(1)).toEqual(['d.log'])
    chmodSync(join(root, 'in'), 0o755)
    expect(deliveries.reported).toMatchObject([{ code: 'not-readable', at: { file: join(root, 'in') } }])
  },
)
