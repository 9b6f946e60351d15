import { writeSection } from '../harness/document.ts'
import type { BenchOptions } from '../harness/options.ts'
import { type Latency, measureLatency } from './latency.ts'

/** Milliseconds. */
const goal = { median: 1_000, p99: 3_000 }

/** Measures how long a finding takes, and prints it. */
export async function reportLatency({ json, write, megabytes }: BenchOptions): Promise<void> {
  // A quick run has small trails.
  const latency = await measureLatency({ rate: 20, seconds: megabytes === undefined ? 60 : 5 })
  if (json) process.stdout.write(`${JSON.stringify(latency)}\n`)
  else process.stdout.write(`${sentence(latency)}\n`)
  if (write) writeSection('From a log file to its finding', document(latency))
}

const sentence = ({ files, told, rate, median, p95, p99, most }: Latency): string =>
  `${told} of ${files} findings, at ${rate} files/s: median ${median} ms, 95 % ${p95} ms, 99 % ${p99} ms, longest ${most} ms`

const document = ({
  files,
  told,
  rate,
  seconds,
  median,
  p95,
  p99,
  most,
}: Latency): string => `From the moment that an object is put into a bucket, which tells a queue of it, to the line on the output of \`watch\` with its finding. \
${rate} files a second for ${seconds} seconds, of 50 events each, one of which makes a finding of its own about a bucket that was never seen before; all detections loaded. \
S3 and SQS are an emulator on the same cores, so that what AWS takes is not in it.

| files | findings told | median ms | 95 % ms | 99 % ms | longest ms | goal |
|--:|--:|--:|--:|--:|--:|---|
| ${files} | ${told} | ${median} | ${p95} | ${p99} | ${most} | ${goal.median} at the median, ${goal.p99} at 99 % |
`
