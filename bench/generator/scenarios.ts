import { accessLogFiles } from './bulk/access-logs.ts'
import { dataMix, managementMix } from './bulk/mixes.ts'
import { writeOneFile } from './bulk/one-file.ts'
import { RecordStream, trailFiles } from './bulk/trail.ts'
import { demoMonth } from './demo/month.ts'
import { type TrailSummary, writeFiles } from './log-file.ts'
import { Random } from './random.ts'

export const scenarioNames = ['demo', 'management', 'data', 'small-files', 'one-file', 'access-logs'] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** Decompressed megabytes unless asked otherwise; the demo has the size that it has. */
export const defaultMegabytes: Readonly<Record<ScenarioName, number>> = {
  demo: 14,
  management: 1_000,
  data: 1_000,
  'small-files': 200,
  'one-file': 2_000,
  'access-logs': 1_000,
}

const kilobyte = 1_000
const megabyte = 1_000_000

/** Writes a scenario's logs into a folder; removes nothing. The same seed and size give the same files. */
export async function generate(
  scenario: ScenarioName,
  folder: string,
  options: { readonly seed: number; readonly megabytes: number },
): Promise<TrailSummary> {
  if (scenario === 'demo') return writeFiles(folder, demoMonth(options.seed))
  const random = new Random(`${scenario} ${options.seed}`)
  const totalBytes = options.megabytes * megabyte
  if (scenario === 'access-logs') return writeFiles(folder, accessLogFiles(random, totalBytes))
  const mix = scenario === 'data' ? dataMix(random.fork('templates')) : managementMix(random.fork('templates'))
  const stream = new RecordStream(mix, random.fork('records'))
  if (scenario === 'one-file') return writeOneFile(folder, stream, totalBytes)
  const fileBytes = scenario === 'small-files' ? 10 * kilobyte : 1.5 * megabyte
  return writeFiles(folder, trailFiles(stream, random.fork('names'), { totalBytes, fileBytes }))
}
