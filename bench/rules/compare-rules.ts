import { join } from 'node:path'
import { measure } from '../harness/measure.ts'
import type { BenchOptions } from '../harness/options.ts'
import { median } from '../harness/rows.ts'
import { prepareTrail, trails } from '../harness/trails.ts'
import { type Comparison, comparisons, type RuleSet } from './rule-sets.ts'

const program = join(import.meta.dirname, '../contenders/scan-rules.ts')

/** Prints what many rules cost in times of what few cost, each pair taking turns. */
export async function compareRules({ trails: chosen, runs, workers, megabytes }: BenchOptions): Promise<void> {
  for (const comparison of comparisons) {
    const trail = trails.find(({ name }) => name === comparison.trail)
    if (trail === undefined || !chosen.includes(trail)) continue
    const { folder } = await prepareTrail(trail, megabytes)
    const seconds: Record<'few' | 'many', number[]> = { few: [], many: [] }
    await timeOf(comparison.few, folder, workers)
    for (let turn = 0; turn < runs; turn++) {
      seconds.few.push(await timeOf(comparison.few, folder, workers))
      seconds.many.push(await timeOf(comparison.many, folder, workers))
    }
    process.stdout.write(`${describe(comparison, median(seconds.few), median(seconds.many))}\n`)
  }
}

async function timeOf(set: RuleSet, folder: string, workers: number): Promise<number> {
  const run = await measure({ kind: 'run', args: [program, folder, set, String(workers)] })
  if (!run.ok) throw new Error(`the scan with ${set} failed: ${run.reason}`)
  return run.seconds
}

const describe = ({ trail, about, limit }: Comparison, few: number, many: number): string =>
  `${trail}: ${about}: ${few.toFixed(2)} s and ${many.toFixed(2)} s, ${(many / few).toFixed(2)} x (at most ${limit} x)`
