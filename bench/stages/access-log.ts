/**
 * Reads 100 MB of generated access log lines over and over, from bytes in memory to events, on one thread:
 * `node --conditions=source bench/stages/access-log.ts`. The goal is 150 MB/s.
 */
import { createAccessLogReader } from '../../src/formats/access-log/index.ts'

const megabytes = 100
const rounds = 5
const limits = { maxRecordBytes: 1 << 20, maxNesting: 100, maxIssues: 10 }
const owner = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'
const agents = [
  'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0 exe/x86_64',
  'Boto3/1.34.0 md/Botocore#1.34.0',
  'S3Console/0.4',
]
const callers = [
  '-',
  owner,
  'arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0',
  'svc:delivery.logs.amazonaws.com',
]

/** A small generator (mulberry32), so that every run reads the same bytes. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A log file holds the requests of one bucket, more or less in the order of their time. */
function makeLine(next: (below: number) => number, line: number): string {
  const id = () => next(4_294_967_295).toString(16).toUpperCase().padStart(8, '0')
  const key = `exports/2026/${next(12) + 1}/part-${next(100_000)}.parquet`
  const day = new Date(Date.UTC(2026, 10, 1) + line * 5000 + next(60_000)).toISOString()
  const time = `[${day.slice(8, 10)}/Nov/2026:${day.slice(11, 19)} +0000]`
  const bucket = `amzn-s3-demo-bucket${line >> 10}`
  const hostId = Buffer.from(Array.from({ length: 56 }, () => next(256))).toString('base64')
  return `${owner} ${bucket} ${time} 198.51.100.${next(256)} ${callers[next(4)]} ${id()}${id()} REST.GET.OBJECT ${key} "GET /${key} HTTP/1.1" 200 - ${next(1e6)} ${next(1e6)} ${next(500)} ${next(90)} "-" "${agents[next(3)]}" - ${hostId} SigV4 TLS_AES_128_GCM_SHA256 AuthHeader ${bucket}.s3.us-west-2.amazonaws.com TLSv1.3 - - us-west-2\n`
}

function makeLog(): Buffer[] {
  const next = generator(7)
  const lines = Array.from({ length: 20_000 }, (_, line) => makeLine(next, line)).join('')
  const bytes = Buffer.from(lines.repeat(Math.ceil((megabytes * 1e6) / lines.length)))
  return Array.from({ length: Math.ceil(bytes.length / (1 << 20)) }, (_, n) => bytes.subarray(n << 20, (n + 1) << 20))
}

const chunks = makeLog()
const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
for (let round = 1; round <= rounds; round++) {
  let events = 0
  const reader = createAccessLogReader('bench.log', limits, () => {
    events++
  })
  const start = performance.now()
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  const seconds = (performance.now() - start) / 1000
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${(size / 1e6 / seconds).toFixed(0)} MB/s  ${(events / 1e3 / seconds).toFixed(0)}k events/s  peak ${peak} MB`,
  )
}
