import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrailSummary } from '../generator/log-file.ts'
import { defaultMegabytes, generate, type ScenarioName } from '../generator/scenarios.ts'

/** One set of files to measure on. */
export interface Trail {
  readonly letter: string
  readonly name: ScenarioName
  readonly title: string
  readonly log: 'cloudtrail' | 's3-access-log'
  /** Fewer runs where one takes long. */
  readonly maxRuns: number
}

export const trails: readonly Trail[] = [
  { letter: 'a', name: 'management', title: 'management-event trail', log: 'cloudtrail', maxRuns: 25 },
  { letter: 'b', name: 'data', title: 'data-event-heavy trail', log: 'cloudtrail', maxRuns: 25 },
  { letter: 'c', name: 'small-files', title: 'many small files', log: 'cloudtrail', maxRuns: 25 },
  { letter: 'd', name: 'one-file', title: 'one large file', log: 'cloudtrail', maxRuns: 3 },
  { letter: 'e', name: 'access-logs', title: 'server access logs', log: 's3-access-log', maxRuns: 25 },
]

export interface PreparedTrail {
  readonly trail: Trail
  readonly folder: string
  readonly summary: TrailSummary
}

const bench = join(import.meta.dirname, '..')
const cache = join(bench, '../.bench')

/** Changes with the generator, so that a trail of an older one is not taken for today's. */
function generatorVersion(): string {
  const hash = createHash('sha256')
  const folder = join(bench, 'generator')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('demo'),
  )
  for (const name of sources.toSorted()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 8)
}

/** The trail's files, generated unless they are in the cache already. */
export async function prepareTrail(trail: Trail, wanted: number | undefined): Promise<PreparedTrail> {
  const megabytes = wanted ?? defaultMegabytes[trail.name]
  const prefix = `${trail.name}-${megabytes}MB-`
  const home = join(cache, prefix + generatorVersion())
  const folder = join(home, 'logs')
  const summaryFile = join(home, 'summary.json')
  if (!existsSync(summaryFile)) {
    mkdirSync(cache, { recursive: true })
    for (const name of readdirSync(cache)) if (name.startsWith(prefix)) rmSync(join(cache, name), { recursive: true })
    const unfinished = `${home}.unfinished`
    process.stderr.write(`generating ${megabytes} MB of ${trail.name} ...\n`)
    const summary = await generate(trail.name, join(unfinished, 'logs'), { seed: 1, megabytes })
    writeFileSync(join(unfinished, 'summary.json'), JSON.stringify(summary))
    renameSync(unfinished, home)
  }
  return { trail, folder, summary: JSON.parse(readFileSync(summaryFile, 'utf8')) as TrailSummary }
}
