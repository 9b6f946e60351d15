import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { absurd } from '#primitives'
import { sevenSlugs } from '../rules/rule-sets.ts'
import type { PreparedTrail } from './trails.ts'

export const contenderNames = [
  'floor',
  'json-parse',
  'bucketwatch',
  'bucketwatch-seven',
  'bucketwatch-parse-all',
  'duckdb',
] as const
export type ContenderName = (typeof contenderNames)[number]

/** How one contender is run on one trail, or why it is not. */
export type Plan =
  | { readonly kind: 'run'; readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> }
  | { readonly kind: 'absent'; readonly reason: string }

const bench = join(import.meta.dirname, '..')
const program = join(bench, '../dist/program/main.js')

const run = (args: readonly string[], env?: Readonly<Record<string, string>>): Plan => ({
  kind: 'run',
  args,
  ...(env ? { env } : {}),
})
const absent = (reason: string): Plan => ({ kind: 'absent', reason })

const fleet = (worker: string, folder: string, workers: number): Plan =>
  run([join(bench, 'contenders/worker-fleet.ts'), `./${worker}`, folder, String(workers)])

const scan = (
  folder: string,
  workers: number,
  more: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Plan => {
  if (!existsSync(program)) return absent('not built: run npm run build')
  const args = ['-f', 'jsonl', '-o', '/dev/null', '--no-progress', '--workers', String(workers), ...(more.args ?? [])]
  return run([program, 'scan', folder, ...args], more.env)
}

/** A configuration that leaves the detections that DuckDB has as SQL. */
function onlySeven(): string {
  const file = join(bench, '../.bench/seven.yaml')
  const others = readdirSync(join(bench, '../detections'), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !sevenSlugs.includes(entry.name))
    .map(({ name }) => name)
  writeFileSync(file, JSON.stringify({ detections: { disable: others } }))
  return file
}

export function planOf(name: ContenderName, { trail, folder, summary }: PreparedTrail, workers: number): Plan {
  const isTrail = trail.log === 'cloudtrail'
  switch (name) {
    case 'floor':
      return fleet('floor-worker.ts', folder, workers)
    case 'json-parse':
      return isTrail ? fleet('json-parse-worker.ts', folder, workers) : absent('no JSON in these logs')
    case 'bucketwatch':
      return scan(folder, workers)
    case 'bucketwatch-seven':
      return scan(folder, workers, { args: ['--config', onlySeven()] })
    case 'bucketwatch-parse-all':
      return isTrail
        ? scan(folder, workers, { env: { BUCKETWATCH_READ_EVERYTHING: '1' } })
        : absent('every line is read anyway')
    case 'duckdb':
      return run([
        join(bench, 'contenders/duckdb.ts'),
        isTrail ? 'cloudtrail.sql' : 'access-logs.sql',
        `${folder}/**/*${isTrail ? '.json.gz' : ''}`,
        String(workers),
        // A file is one JSON object; DuckDB reserves as much for each thread.
        String(summary.files === 1 ? summary.bytes + 1 : 16_777_216),
      ])
    default:
      return absurd(name)
  }
}
