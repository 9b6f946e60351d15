import { type ContenderName, planOf } from './contenders.ts'
import { type Measurement, measure } from './measure.ts'
import type { BenchOptions } from './options.ts'
import { median, type Outcome, outcomeOf } from './rows.ts'
import type { PreparedTrail } from './trails.ts'

/**
 * All contenders on one trail: first one reading that only warms the page cache, then the runs, taking turns, so
 * that a slow minute of the machine falls on all of them.
 */
export async function compete(prepared: PreparedTrail, options: BenchOptions): Promise<Outcome[]> {
  const plans = options.contenders.map(name => ({ name, plan: planOf(name, prepared, options.workers) }))
  const floor = planOf('floor', prepared, options.workers)
  if (floor.kind === 'run') checkFloor(await measure(floor), prepared)
  const runs = new Map<ContenderName, Measurement[]>(options.contenders.map(name => [name, []]))
  for (let turn = 0; turn < Math.min(options.runs, prepared.trail.maxRuns); turn++) {
    for (const { name, plan } of plans) {
      const before = runs.get(name) as Measurement[]
      if (plan.kind === 'run' && !before.some(run => !run.ok)) before.push(await measure(plan))
    }
  }
  const floorTimes = (runs.get('floor') as Measurement[]).flatMap(run => (run.ok ? [run.seconds] : []))
  const floorSeconds = floorTimes.length > 0 ? median(floorTimes) : undefined
  return plans.map(({ name, plan }) =>
    plan.kind === 'absent'
      ? { contender: name, absent: plan.reason }
      : outcomeOf(name, prepared, runs.get(name) as Measurement[], floorSeconds),
  )
}

/** The floor must have read exactly what was generated; else the trail is damaged and every number wrong. */
function checkFloor(warmUp: Measurement, { folder, summary }: PreparedTrail): void {
  if (!warmUp.ok) throw new Error(`the trail in ${folder} cannot be read: ${warmUp.reason}`)
  const { bytes } = JSON.parse(warmUp.output) as { bytes: number }
  if (bytes !== summary.bytes) throw new Error(`${folder} holds ${bytes} bytes in place of ${summary.bytes}: remove it`)
}
