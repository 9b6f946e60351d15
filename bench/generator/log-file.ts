import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** A file of a generated trail before it is written. */
export interface GeneratedFile {
  /** Relative, with forward slashes. */
  readonly name: string
  readonly content: string
  readonly events: number
}

/** What became of a trail; kept beside it, so that a benchmark knows what to expect. */
export interface TrailSummary {
  files: number
  events: number
  /** Decompressed. */
  bytes: number
  compressedBytes: number
}

const compress = promisify(gzip)

/** Level 6 as AWS uses; the header's last byte, the operating system, is set to unknown wherever it runs. */
async function gzipStably(content: Buffer): Promise<Buffer> {
  const bytes = await compress(content, { level: 6 })
  bytes[9] = 255
  return bytes
}

/** Writes files as they come, a few at a time; names that end in `.gz` are compressed. */
export async function writeFiles(folder: string, files: Iterable<GeneratedFile>): Promise<TrailSummary> {
  const summary: TrailSummary = { files: 0, events: 0, bytes: 0, compressedBytes: 0 }
  const write = async (file: GeneratedFile) => {
    const plain = Buffer.from(file.content)
    const bytes = file.name.endsWith('.gz') ? await gzipStably(plain) : plain
    const path = join(folder, file.name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    summary.files += 1
    summary.events += file.events
    summary.bytes += plain.length
    summary.compressedBytes += bytes.length
  }
  const underway = new Set<Promise<void>>()
  for (const file of files) {
    const writing = write(file).finally(() => underway.delete(writing))
    underway.add(writing)
    if (underway.size >= 4) await Promise.race(underway)
  }
  await Promise.all(underway)
  return summary
}
