import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Plan } from './contenders.ts'

export type Measurement =
  | { readonly ok: true; readonly seconds: number; readonly peakKilobytes: number; readonly output: string }
  | { readonly ok: false; readonly reason: string }

const preload = join(import.meta.dirname, '../contenders/peak-memory.ts')
const timeout = 15 * 60_000

/** Runs a contender as a process of its own: wall time from start to end, and the peak of its resident memory. */
export async function measure(plan: Extract<Plan, { kind: 'run' }>): Promise<Measurement> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', preload, ...plan.args], {
    env: { ...process.env, ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout,
  })
  const ended = once(child, 'close')
  const [output, complaint, peak] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    ended,
  ])
  const seconds = (performance.now() - started) / 1000
  if (child.signalCode) return { ok: false, reason: `ended by ${child.signalCode}` }
  if (child.exitCode !== 0) return { ok: false, reason: lastWords(complaint) }
  return { ok: true, seconds, peakKilobytes: Number(peak), output }
}

/** The line of an error's output that says what went wrong. */
function lastWords(complaint: string): string {
  const lines = complaint.split('\n').filter(line => line.trim() !== '')
  const telling = lines.find(line => /^\[?\w*error\b/i.test(line))
  return (telling ?? lines.at(-1) ?? 'failed without a word').trim().slice(0, 160)
}
