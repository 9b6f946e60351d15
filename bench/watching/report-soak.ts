import { writeSection } from '../harness/document.ts'
import type { BenchOptions } from '../harness/options.ts'
import { type Soak, type SoakSample, soak } from './soak.ts'

/** What the median of the last third may be, in times of that of the second. */
const goal = 1.15

/** Watches five million events, and prints what memory and state file come to. */
export async function reportSoak({ json, write, megabytes }: BenchOptions): Promise<void> {
  const print = (sample: SoakSample): void => {
    process.stdout.write(`${json ? JSON.stringify(sample) : cellsOf(sample).join('  ')}\n`)
  }
  // A quick run has small trails.
  const result = await soak(megabytes === undefined ? 5_250_000 : 750_000, print)
  const { rss, heap, stateFile } = result.growth
  if (!json)
    process.stdout.write(
      `last third to second: resident ${rss.toFixed(2)}, in use ${heap.toFixed(2)}, state file ${stateFile.toFixed(2)}\n`,
    )
  if (write) writeSection('Five million events, watched', document(result))
}

const columns = ['events', 'seconds', 'resident MB', 'in use MB', 'state file MB', 'findings'] as const

const megabytesOf = (bytes: number): string => Math.round(bytes / 1e6).toLocaleString('en-US')

const cellsOf = ({ events, seconds, rss, heap, stateFile, findings }: SoakSample): string[] => [
  events.toLocaleString('en-US'),
  String(Math.round(seconds)),
  ...[rss, heap, stateFile].map(megabytesOf),
  findings.toLocaleString('en-US'),
]

function document({ samples, growth }: Soak): string {
  const { rss, heap, stateFile } = growth
  const shown = samples.filter((_, index) => index % 2 === 1)
  return `A month of an account (half management events, a third requests for objects, the rest access logs), watched at full speed by
one process with all detections, in batches of one transaction each. *In use* is the heap with its buffers after a collection. Memory has to be flat:
the median of the last third of the samples at most ${goal} times that of the second third. It was ${rss.toFixed(2)} (resident) and ${heap.toFixed(2)} (in use);
of the state file, ${stateFile.toFixed(2)}.

| ${columns.join(' | ')} |
|${columns.map(() => '--:').join('|')}|
${shown.map(sample => `| ${cellsOf(sample).join(' | ')} |`).join('\n')}
`
}
