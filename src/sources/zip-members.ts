import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { type ByteStream, collect } from './byte-stream.ts'

/** One file in an archive, still packed. */
export interface ZipMember {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  /** Of the content. */
  readonly checksum: number
  readonly bytes: ByteStream
}

// Names are only shown, never written to, so a hostile one (`../x`) is no reason to refuse the archive.
const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false } as const

export const openZipFile = (path: string): Promise<ZipFile> => openPromise(path, options)

/** An archive's directory stands at its end: one that arrives as a stream is read whole, or is undefined if larger. */
export async function openZipStream(stream: ByteStream, maxBytes: number): Promise<ZipFile | undefined> {
  const bytes = await collect(stream, maxBytes)
  return bytes && (await fromBufferPromise(bytes, options))
}

/** The files of the archive in its own order; throws what yauzl says of a broken directory. */
export async function* zipMembers(zip: ZipFile): AsyncGenerator<ZipMember> {
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (name.endsWith('/') || isHidden(name)) continue
    yield {
      name,
      method: entry.compressionMethod,
      encrypted: entry.isEncrypted(),
      checksum: entry.crc32,
      bytes: { again: true, open: () => packedBytes(zip, entry) },
    }
  }
}

async function* packedBytes(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  yield* await zip.openReadStreamPromise(entry, { decodeFileData: false })
}

const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)

/** As in a walked folder; macOS puts a shadow of each file under `__MACOSX/`. */
const isHidden = (name: string): boolean => name.split('/').some(part => /^\.[^.]|^__MACOSX$/.test(part))

/** The same chunks; `mismatch` is called at the end when they are not the content that went into the archive. */
export async function* verify(
  chunks: AsyncIterable<Uint8Array>,
  checksum: number,
  mismatch: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  let [actual, length] = [0, 0]
  for await (const chunk of chunks) {
    actual = crc32(chunk, actual)
    length += chunk.length
    yield chunk
  }
  if (actual !== checksum) mismatch(length)
}
