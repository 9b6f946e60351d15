import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { absurd } from '#primitives'
import type { PreparedTrail } from './trails.ts'

export const contenderNames = ['floor', 'json-parse', 'bucketwatch', 'bucketwatch-parse-all', 'duckdb'] as const
export type ContenderName = (typeof contenderNames)[number]

/** How one contender is run on one trail, or why it is not. */
export type Plan =
  | { readonly kind: 'run'; readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> }
  | { readonly kind: 'absent'; readonly reason: string }

const bench = join(import.meta.dirname, '..')
const program = join(bench, '../dist/cli/main.js')

const run = (args: readonly string[], env?: Readonly<Record<string, string>>): Plan => ({
  kind: 'run',
  args,
  ...(env ? { env } : {}),
})
const absent = (reason: string): Plan => ({ kind: 'absent', reason })

const fleet = (worker: string, folder: string, workers: number): Plan =>
  run([join(bench, 'contenders/worker-fleet.ts'), `./${worker}`, folder, String(workers)])

const scan = (folder: string, workers: number, env?: Readonly<Record<string, string>>): Plan =>
  existsSync(program)
    ? run(
        [program, 'scan', folder, '-f', 'jsonl', '-o', '/dev/null', '--no-progress', '--workers', String(workers)],
        env,
      )
    : absent('not built: run npm run build')

export function planOf(name: ContenderName, { trail, folder, summary }: PreparedTrail, workers: number): Plan {
  const isTrail = trail.log === 'cloudtrail'
  switch (name) {
    case 'floor':
      return fleet('floor-worker.ts', folder, workers)
    case 'json-parse':
      return isTrail ? fleet('json-parse-worker.ts', folder, workers) : absent('no JSON in these logs')
    case 'bucketwatch':
      return scan(folder, workers)
    case 'bucketwatch-parse-all':
      return isTrail ? scan(folder, workers, { BUCKETWATCH_READ_EVERYTHING: '1' }) : absent('every line is read anyway')
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
