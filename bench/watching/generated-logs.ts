import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Delivery, WatchedSource } from '#sources'
import { accessLogFiles } from '../generator/bulk/access-logs.ts'
import { dataMix, managementMix } from '../generator/bulk/mixes.ts'
import { RecordStream, trailFiles } from '../generator/bulk/trail.ts'
import type { GeneratedFile } from '../generator/log-file.ts'
import { Random } from '../generator/random.ts'

/** Parts of the events, and the decompressed bytes of one. */
const kinds = {
  management: { part: 0.5, bytes: 1_490 },
  data: { part: 0.35, bytes: 1_960 },
  accessLogs: { part: 0.15, bytes: 680 },
}

/** A month of an account: calls of every kind, requests for objects, and access logs, so many events in all. */
export function generatedLogs(events: number, folder: string): WatchedSource {
  return {
    name: 'generated logs',
    lookBack: 2 * 86_400_000,
    async *deliveries() {
      let number = 0
      for (const { name, content } of inTurn(trailsOf(events))) {
        number += 1
        const path = join(folder, basename(name))
        const bytes = name.endsWith('.gz') ? gzipSync(content, { level: 1 }) : Buffer.from(content)
        writeFileSync(path, bytes)
        yield delivery(path, bytes.length, number)
      }
    },
  }
}

/** Gone once it has been read. */
function delivery(path: string, size: number, number: number): Delivery {
  const done = async (): Promise<void> => rmSync(path)
  const mark = { name: path, version: '1', time: Date.now() + number }
  return {
    files: [{ file: { name: path, path, size }, mark }],
    refused: [],
    positions: new Map(),
    settle: done,
    giveBack: done,
  }
}

function trailsOf(events: number): Generator<GeneratedFile>[] {
  const random = new Random('soak 1')
  const bytesOf = ({ part, bytes }: (typeof kinds)['data']): number => events * part * bytes
  const trail = (kind: 'management' | 'data') => {
    const own = random.fork(kind)
    const mix = kind === 'data' ? dataMix(own.fork('templates')) : managementMix(own.fork('templates'))
    const size = { totalBytes: bytesOf(kinds[kind]), fileBytes: 1_500_000 }
    return trailFiles(new RecordStream(mix, own.fork('records')), own.fork('names'), size)
  }
  return [trail('management'), trail('data'), accessLogFiles(random.fork('access logs'), bytesOf(kinds.accessLogs))]
}

/** Each of them at its own pace, so that they end together: by the part of its bytes that is out. */
function* inTurn(trails: readonly Generator<GeneratedFile>[]): Generator<GeneratedFile> {
  const shares = Object.values(kinds).map(({ part, bytes }) => part * bytes)
  const out = shares.map(() => 0)
  const left = new Set(trails.keys())
  while (left.size > 0) {
    const next = [...left].reduce((a, b) => ((out[a] ?? 0) <= (out[b] ?? 0) ? a : b))
    const { value, done } = trails[next]?.next() ?? { done: true, value: undefined }
    if (done === true) left.delete(next)
    else {
      out[next] = (out[next] ?? 0) + value.content.length / (shares[next] ?? 1)
      yield value
    }
  }
}
