import type { ZipFile } from 'yauzl'
import type { Issue } from '#primitives'
import type { Allowance } from './allowance.ts'
import { type ByteStream, peek } from './byte-stream.ts'
import { type Compression, compressionOf, markBytes } from './compression.ts'
import { decompress } from './decompress.ts'
import type { Method } from './decompressor.ts'
import type { PlainContent } from './log-file.ts'
import { archiveProblem, problems } from './problems.ts'
import { Trouble } from './trouble.ts'
import { openZipFile, openZipStream, verify, type ZipMember, zipMembers } from './zip-members.ts'

const maxLevels = 3
const maxStreamedArchiveBytes = 256 * 1024 * 1024

/** Bytes that may be packed. */
export interface Wrapped {
  readonly name: string
  /** Set while the stream is the file itself. */
  readonly path?: string
  readonly stream: ByteStream
  /** How often it has been unpacked already. */
  readonly level: number
  readonly allowance: Allowance
  readonly trouble: Trouble
}

/** The contents inside, however packed; a file that was not packed is its own content. */
export async function* unpack(wrapped: Wrapped): AsyncGenerator<PlainContent> {
  const { name, level, trouble } = wrapped
  const { head, stream } = await peek(wrapped.stream, markBytes)
  const compression = compressionOf(head)
  if (compression === undefined) {
    yield { name, chunks: trouble.guard(stream.open()), issue: () => trouble.first }
  } else if (level === maxLevels) yield nothing(name, problems.nestedTooDeep(name, maxLevels))
  else if (compression === 'zip') yield* unpackArchive({ ...wrapped, stream })
  else yield* unpack(inside({ ...wrapped, stream }, compression, compression))
}

/** A content without bytes, for what could not be opened at all. */
export const nothing = (name: string, issue: Issue): PlainContent => ({ name, chunks: [], issue: () => issue })

function inside(wrapped: Wrapped, method: Method, kind: Compression): Wrapped {
  const { name, stream: bytes, allowance, trouble, level } = wrapped
  const open = () => decompress({ name, method, kind, bytes, allowance, report: trouble.report })
  return { name, allowance, trouble, level: level + 1, stream: { again: bytes.again, open } }
}

async function* unpackArchive(wrapped: Wrapped): AsyncGenerator<PlainContent> {
  const { name, path, stream } = wrapped
  let zip: ZipFile | undefined
  try {
    zip = path === undefined ? await openZipStream(stream, maxStreamedArchiveBytes) : await openZipFile(path)
    if (zip) for await (const member of zipMembers(zip)) yield* unpackMember(wrapped, member)
    else yield nothing(name, problems.archiveTooLarge(name, maxStreamedArchiveBytes))
  } catch (error) {
    yield nothing(name, archiveProblem(name, error))
  } finally {
    zip?.close()
  }
}

async function* unpackMember(archive: Wrapped, member: ZipMember): AsyncGenerator<PlainContent> {
  const { allowance, level } = archive
  const { method, encrypted, bytes: stream } = member
  const name = `${archive.name}!${member.name}`
  const packed: Wrapped = { name, stream, level, allowance, trouble: new Trouble(name, archiveProblem) }
  try {
    if (encrypted) yield nothing(name, problems.encryptedMember(name))
    else if (method === 0) yield* unpack(verified({ ...packed, level: level + 1 }, member))
    else if (method === 8) yield* unpack(verified(inside(packed, 'deflate', 'zip'), member))
    else yield nothing(name, problems.unsupportedMethod(name, method))
  } catch (error) {
    yield nothing(name, archiveProblem(name, error))
  }
}

function verified(wrapped: Wrapped, { checksum }: ZipMember): Wrapped {
  const { name, stream, trouble } = wrapped
  const mismatch = (length: number) => trouble.report(problems.corrupt(name, 'zip', length, 'incorrect data check'))
  return { ...wrapped, stream: { again: stream.again, open: () => verify(stream.open(), checksum, mismatch) } }
}
