import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { TrailSummary } from '../log-file.ts'
import { began } from './callers.ts'
import { type RecordStream, span } from './trail.ts'

const piece = 1024 * 1024

/** One file, larger than any string may be: written in pieces. */
export async function writeOneFile(folder: string, stream: RecordStream, totalBytes: number): Promise<TrailSummary> {
  const path = join(folder, 'all-records.json.gz')
  mkdirSync(dirname(path), { recursive: true })
  const gzip = createGzip({ level: 6, chunkSize: piece })
  const file = gzip.pipe(createWriteStream(path))
  const summary: TrailSummary = { files: 1, events: 0, bytes: 0, compressedBytes: 0 }
  const write = async (text: string) => {
    const bytes = Buffer.from(text)
    summary.bytes += bytes.length
    if (!gzip.write(bytes)) await once(gzip, 'drain')
  }
  await write('{"Records":[')
  while (summary.bytes < totalBytes) {
    const records: string[] = []
    for (let bytes = 0; bytes < piece; bytes += (records.at(-1) as string).length + 1) {
      records.push(stream.next(began + Math.floor((summary.bytes / totalBytes) * span)))
    }
    await write((summary.events === 0 ? '' : ',') + records.join(','))
    summary.events += records.length
  }
  await write(']}')
  gzip.end()
  await finished(file)
  summary.compressedBytes = file.bytesWritten
  return summary
}
