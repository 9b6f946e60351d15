import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSourceLimits, openContents, type SourceLimits } from './index.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bucketwatch-open-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Lines that shrink about tenfold and are all different. */
const lines = (count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, n) => `line ${n} ${(n * 7919) % 10007}\n`).join(''))

interface Read {
  name: string
  bytes: Buffer
  issue: string | undefined
}

async function drain(contents: ReturnType<typeof openContents>): Promise<Read[]> {
  const read: Read[] = []
  for await (const content of contents) {
    const pieces: Uint8Array[] = []
    for await (const chunk of content.chunks) pieces.push(chunk)
    read.push({ name: content.name, bytes: Buffer.concat(pieces), issue: content.issue()?.code })
  }
  return read
}

function open(bytes: Uint8Array, limits: Partial<SourceLimits> = {}): Promise<Read[]> {
  const path = join(root, 'file')
  writeFileSync(path, bytes)
  return drain(openContents({ name: 'file', path, size: bytes.length }, { ...defaultSourceLimits, ...limits }))
}

async function openOne(bytes: Uint8Array, limits: Partial<SourceLimits> = {}): Promise<Read> {
  const read = await open(bytes, limits)
  expect(read).toHaveLength(1)
  return read[0] as Read
}

const good = (bytes: Uint8Array, name = 'file'): Read => ({ name, bytes: Buffer.from(bytes), issue: undefined })

describe('plain content', () => {
  test('comes as it is, empty files included', async () => {
    expect(await open(lines(3))).toEqual([good(lines(3))])
    expect(await open(Buffer.alloc(0))).toEqual([good(Buffer.alloc(0))])
  })

  test('of a file that is not small is streamed whole', async () => {
    expect((await openOne(lines(400_000))).bytes.equals(lines(400_000))).toBe(true)
  })

  test('a missing file, a folder, and a file without permission are issues, never exceptions', async () => {
    const limits = defaultSourceLimits
    const missing = await drain(openContents({ name: 'gone', path: join(root, 'gone') }, limits))
    expect(missing).toEqual([{ name: 'gone', bytes: Buffer.alloc(0), issue: 'not-found' }])
    const folder = await drain(openContents({ name: 'folder', path: root }, limits))
    expect(folder).toMatchObject([{ issue: 'not-readable' }])
  })

  test.skipIf(process.getuid?.() === 0)('says so where permission is missing (root has every permission)', async () => {
    const path = join(root, 'closed')
    writeFileSync(path, 'x')
    chmodSync(path, 0)
    expect(await drain(openContents({ name: 'closed', path }, defaultSourceLimits))).toMatchObject([
      { issue: 'not-readable' },
    ])
  })
})

describe('gzip', () => {
  test('is told by its bytes: small, large, and in several members with padding between them', async () => {
    expect(await openOne(gzipSync(lines(3)))).toEqual(good(lines(3)))
    const large = lines(1_000_000)
    expect((await openOne(gzipSync(large))).bytes.equals(large)).toBe(true)
    const members = Buffer.concat([gzipSync('one\n'), gzipSync('two\n'), Buffer.alloc(7), gzipSync('three\n')])
    expect(await openOne(members)).toEqual(good(Buffer.from('one\ntwo\nthree\n')))
  })

  test('of an empty file is content without bytes', async () => {
    expect(await openOne(gzipSync(''))).toEqual(good(Buffer.alloc(0)))
  })

  test('cut off anywhere yields all that its bytes hold', async () => {
    const packed = gzipSync(lines(20_000))
    const { bytes, issue } = await openOne(packed.subarray(0, packed.length / 2))
    expect(issue).toBe('truncated-gzip')
    expect(lines(20_000).indexOf(bytes)).toBe(0)
    expect(bytes.length).toBeGreaterThan(lines(20_000).length * 0.45)
  })

  test('cut off in its trailer loses nothing', async () => {
    const packed = gzipSync(lines(20_000))
    const { bytes, issue } = await openOne(packed.subarray(0, -4))
    expect({ whole: bytes.equals(lines(20_000)), issue }).toEqual({ whole: true, issue: 'truncated-gzip' })
  })

  test('with a wrong checksum yields everything and says so', async () => {
    const packed = Buffer.from(gzipSync(lines(20_000)))
    packed[packed.length - 6] = (packed.at(-6) as number) ^ 1
    const { bytes, issue } = await openOne(packed)
    expect({ whole: bytes.equals(lines(20_000)), issue }).toEqual({ whole: true, issue: 'corrupt-gzip' })
  })

  test('with a damaged second member yields the whole first one', async () => {
    const [first, second] = [gzipSync(lines(20_000)), Buffer.from(gzipSync(lines(5000)))]
    second.fill(0xff, 20, 40)
    const { bytes, issue } = await openOne(Buffer.concat([first, second]))
    expect(issue).toBe('corrupt-gzip')
    expect(bytes.subarray(0, lines(20_000).length).equals(lines(20_000))).toBe(true)
  })

  test('followed by something else is used whole, and the rest is named', async () => {
    expect(await openOne(Buffer.concat([gzipSync('all of it'), Buffer.from('garbage')]))).toEqual({
      ...good(Buffer.from('all of it')),
      issue: 'trailing-garbage',
    })
  })

  test('never throws and never invents a byte, wherever it is cut', async () => {
    const text = lines(500)
    const packed = gzipSync(text)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: packed.length - 1 }), async length => {
        const { bytes, issue } = await openOne(packed.subarray(0, length))
        expect(issue).toBe('truncated-gzip')
        expect(bytes.equals(text.subarray(0, bytes.length))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('packed twice is unpacked twice; packed past the limit is refused', async () => {
    expect(await openOne(gzipSync(gzipSync('deep')))).toEqual(good(Buffer.from('deep')))
    let packed: Uint8Array = Buffer.from('too deep')
    for (let level = 0; level < 4; level++) packed = gzipSync(packed)
    expect(await openOne(packed)).toMatchObject({ issue: 'nested-too-deep' })
  })
})

describe('limits', () => {
  const mebibyte = 1 << 20

  test('a bomb is stopped by its ratio, and what came before is kept', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * mebibyte))
    const { bytes, issue } = await openOne(bomb)
    expect(issue).toBe('ratio-too-high')
    expect(bytes.length).toBeLessThanOrEqual(64 * mebibyte)
    expect(bytes.length).toBeGreaterThan(60 * mebibyte)
  })

  test('decompressed size has a limit of its own', async () => {
    const { bytes, issue } = await openOne(gzipSync(lines(800_000)), { maxFileBytes: 4 * mebibyte })
    expect(issue).toBe('decompressed-too-large')
    expect(bytes.length).toBeLessThanOrEqual(4 * mebibyte)
  })

  test('an archive of many small bombs has one allowance', async () => {
    const bomb = deflated(Buffer.alloc(8 * mebibyte))
    const read = await open(zip(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`${n}.log`, bomb]))))
    expect(read.filter(({ issue }) => issue === undefined).length).toBeLessThanOrEqual(8)
    expect(read.at(-1)?.issue).toBe('ratio-too-high')
  })
})

describe('zstd', () => {
  test('is read like gzip: frames, truncation, damage', async () => {
    const [first, second] = [zstdCompressSync('one\n'), zstdCompressSync('two\n')]
    expect(await openOne(Buffer.concat([first, second]))).toEqual(good(Buffer.from('one\ntwo\n')))
    expect(await openOne(Buffer.concat([first, second.subarray(0, -2)]))).toMatchObject({ issue: 'truncated-zstd' })
    const rest = await openOne(Buffer.concat([first, Buffer.from('garbage')]))
    expect(rest).toEqual({ ...good(Buffer.from('one\n')), issue: 'trailing-garbage' })
  })
})

interface Member {
  data: Uint8Array
  method: number
  crc: number
  flags?: number
}

const stored = (text: Uint8Array | string): Member => ({ data: Buffer.from(text), method: 0, crc: crc32(text) })
const deflated = (text: Uint8Array): Member => ({ data: deflateRawSync(text), method: 8, crc: crc32(text) })

/** An archive as PKWARE's APPNOTE 6.3 describes it, without what is optional. */
function zip(members: Record<string, Member>): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []]
  let offset = 0
  for (const [name, { data, method, crc, flags = 0 }] of Object.entries(members)) {
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(crc, 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, Buffer.from(name)]))
    bodies.push(body)
    offset += body.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

describe('zip', () => {
  test('gives each file in it by name, folders and hidden files aside', async () => {
    const archive = zip({
      'logs/': stored(''),
      'logs/a.log': stored('stored'),
      'logs/b.log': deflated(lines(50)),
      '__MACOSX/logs/._a.log': stored('shadow'),
      '../up.log': stored('a hostile name is only a name'),
    })
    expect(await open(archive)).toEqual([
      good(Buffer.from('stored'), 'file!logs/a.log'),
      good(lines(50), 'file!logs/b.log'),
      good(Buffer.from('a hostile name is only a name'), 'file!../up.log'),
    ])
  })

  test('holds gzip files, and may itself be in gzip', async () => {
    const archive = zip({ 'a.log.gz': stored(gzipSync('inner')), 'b.log.gz': deflated(gzipSync('packed again')) })
    const expected = [good(Buffer.from('inner'), 'file!a.log.gz'), good(Buffer.from('packed again'), 'file!b.log.gz')]
    expect(await open(archive)).toEqual(expected)
    expect(await open(gzipSync(archive))).toEqual(expected)
  })

  test('without members is no content at all', async () => {
    expect(await open(zip({}))).toEqual([])
  })

  test('names members that are encrypted or packed by other methods, and reads the others', async () => {
    const archive = zip({
      secret: { ...stored('?'), flags: 1 },
      lzma: { ...stored('?'), method: 14 },
      plain: stored('plain'),
    })
    expect((await open(archive)).map(({ name, issue }) => [name, issue])).toEqual([
      ['file!secret', 'encrypted-zip-member'],
      ['file!lzma', 'unsupported-zip-method'],
      ['file!plain', undefined],
    ])
  })

  test('a damaged member costs only itself, and what came before the damage is kept', async () => {
    const damaged = deflated(lines(20_000))
    const half = damaged.data.length >> 1
    damaged.data.fill(0xff, half, half + 40)
    const [first, second] = await open(zip({ damaged, fine: stored('fine') }))
    expect(first?.issue).toBe('corrupt-zip')
    expect(first?.bytes.length).toBeGreaterThan(lines(20_000).length * 0.4)
    expect(second).toEqual(good(Buffer.from('fine'), 'file!fine'))
  })

  test('cut off before its directory is named as broken', async () => {
    expect(await open(zip({ a: stored('a') }).subarray(0, -10))).toMatchObject([{ issue: 'corrupt-zip' }])
  })

  test('never throws, whatever is wrong with its bytes', async () => {
    const archive = zip({ 'a.log': stored('stored'), 'b.log': deflated(lines(50)), 'c.gz': stored(gzipSync('c')) })
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = Buffer.from(archive)
        bytes[at] = (bytes[at] as number) ^ flip
        await open(bytes)
      }),
      { numRuns: 300 },
    )
  })
})

describe('standard input', () => {
  async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const read = (bytes: Uint8Array, size: number): Promise<Read[]> =>
    drain(openContents({ name: '-' }, defaultSourceLimits, pieces(bytes, size)))

  test('may be plain, gzip or zip, in pieces of any size', async () => {
    for (const size of [1, 7, 4096]) {
      expect(await read(lines(20), size)).toEqual([good(lines(20), '-')])
      expect(await read(gzipSync(lines(20)), size)).toEqual([good(lines(20), '-')])
      expect(await read(zip({ 'a.log': stored('a') }), size)).toEqual([good(Buffer.from('a'), '-!a.log')])
    }
    expect(await read(Buffer.alloc(0), 1)).toEqual([good(Buffer.alloc(0), '-')])
  })

  test('cut off yields what came', async () => {
    const packed = gzipSync(lines(20_000))
    const [content] = await read(packed.subarray(0, -8), 4096)
    expect(content?.issue).toBe('truncated-gzip')
    expect(content?.bytes.equals(lines(20_000))).toBe(true)
  })

  test('has a ratio limit too, measured by what has arrived', async () => {
    const [content] = await read(gzipSync(Buffer.alloc(100 * (1 << 20))), 4096)
    expect(content?.issue).toBe('ratio-too-high')
  })
})
