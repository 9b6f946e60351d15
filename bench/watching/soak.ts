import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { median } from '../harness/rows.ts'

/** All sizes are bytes. */
export interface SoakSample {
  readonly events: number
  readonly seconds: number
  /** Resident, as the program has it when nobody tidies up. */
  readonly rss: number
  /** What is in use after a collection, with buffers. */
  readonly heap: number
  readonly stateFile: number
  readonly findings: number
}

export interface Soak {
  readonly samples: readonly SoakSample[]
  /** The median of the last third, in times of that of the second. */
  readonly growth: Readonly<Record<'rss' | 'heap' | 'stateFile', number>>
}

const worker = join(import.meta.dirname, 'soak-worker.ts')

/** Has a process watch so many events, and hears of each of its samples. */
export async function soak(events: number, heard: (sample: SoakSample) => void): Promise<Soak> {
  const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-soak-'))
  const samples: SoakSample[] = []
  const child = spawn(process.execPath, ['--expose-gc', worker, String(events), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: child.stdout }).on('line', line => {
    const sample = JSON.parse(line) as SoakSample
    samples.push(sample)
    heard(sample)
  })
  const code = await new Promise(resolve => child.on('close', resolve))
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) throw new Error(`the watching process ended with ${String(code)}`)
  return { samples, growth: growthOf(samples) }
}

function growthOf(samples: readonly SoakSample[]): Soak['growth'] {
  const third = Math.floor(samples.length / 3)
  const of = (field: 'rss' | 'heap' | 'stateFile'): number => {
    const values = samples.map(sample => sample[field])
    return median(values.slice(-third)) / median(values.slice(third, 2 * third))
  }
  return { rss: of('rss'), heap: of('heap'), stateFile: of('stateFile') }
}
