import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChaosOutcome } from './run-chaos.ts'

/** Runs the program; the value is the exit code. */
export type RunProgram = (words: readonly string[], env: Readonly<Record<string, string>>) => Promise<number | null>

export interface Comparison {
  /** Lines that only one of both has. */
  readonly findings: Difference
  readonly baselines: Difference
  /** Findings that stand, and that no process told as they stand. */
  readonly untold: readonly string[]
  readonly counts: { readonly findings: number; readonly baselines: number }
  /** Slugs of what was found. */
  readonly detections: ReadonlySet<string>
}

export interface Difference {
  readonly chaosOnly: readonly string[]
  readonly cleanOnly: readonly string[]
}

interface Row {
  readonly id: string
  readonly detection: { readonly slug: string }
  readonly status: string
  readonly history: unknown
}

/** What chaos left, beside what one scan of all files says that begins with nothing. */
export async function compareWithScan(outcome: ChaosOutcome, folder: string, run: RunProgram): Promise<Comparison> {
  const { emulator, state, bucket, configuration, told } = outcome
  const fresh = join(folder, 'fresh.db')
  const reading = async (words: readonly string[], file: string): Promise<string[]> => {
    const output = join(folder, file)
    const code = await run([...words, '--config', configuration, '--output', output], emulator.environment())
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
    return linesOf(readFileSync(output, 'utf8'))
  }
  const plain = await reading(['scan', `s3://${bucket}/`, '-q', '-f', 'jsonl'], 'scan.jsonl')
  await reading(['scan', `s3://${bucket}/`, '-q', '-f', 'jsonl', '--state', fresh], 'fresh.jsonl')
  const left = (await reading(['findings', 'export', '--state', state], 'findings.jsonl'))
    .map(line => JSON.parse(line) as Row)
    .filter(({ status }) => status !== 'withdrawn')
    .map(({ status, history, ...finding }) => JSON.stringify(finding))
  const baselines = await reading(['baseline', 'export', '--state', state], 'baseline.jsonl')
  const clean = await reading(['baseline', 'export', '--state', fresh], 'fresh-baseline.jsonl')
  const said = new Set(told.map(({ status, change, ...finding }) => JSON.stringify(finding)))
  return {
    findings: difference(left, plain),
    baselines: difference(baselines, clean),
    untold: left.filter(line => !said.has(line)),
    counts: { findings: plain.length, baselines: clean.length },
    detections: new Set(plain.map(line => (JSON.parse(line) as Row).detection.slug)),
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter(line => line !== '')

/** As bags: a line that one has twice and the other once is a difference too. */
function difference(chaos: readonly string[], clean: readonly string[]): Difference {
  return { chaosOnly: without(chaos, clean), cleanOnly: without(clean, chaos) }
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
