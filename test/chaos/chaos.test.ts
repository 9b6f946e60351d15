import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../scenarios/run-program.ts'
import { type Comparison, compareWithScan } from './compare.ts'
import { type ChaosOutcome, runChaos } from './run-chaos.ts'

/** One of many; `npm run chaos` takes another one each time. */
const seed = process.env['CHAOS_SEED'] ?? 'chaos 1'

let folder: string
let outcome: ChaosOutcome
let comparison: Comparison

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bucketwatch-chaos-'))
  outcome = await runChaos({
    seed,
    files: 120,
    kills: 6,
    processes: [['queue'], ['queue', 'bucket']],
    folder,
    patience: 180_000,
    say: () => undefined,
  })
  comparison = await compareWithScan(outcome, folder, async (words, env) => (await runProgram(words, { env })).code)
}, 500_000)
afterAll(async () => {
  await outcome.emulator.close()
  rmSync(folder, { recursive: true, force: true })
})

describe(`two processes that are killed again and again, while much goes wrong (CHAOS_SEED=${seed})`, () => {
  test('find what one scan of the same files finds, byte for byte', () => {
    expect(comparison.findings).toEqual({ chaosOnly: [], cleanOnly: [] })
    expect(comparison.detections.size).toBeGreaterThan(100)
  })

  test('learn what it learns', () => {
    expect(comparison.baselines).toEqual({ chaosOnly: [], cleanOnly: [] })
    expect(comparison.counts.baselines).toBeGreaterThan(3_000)
  })

  test('are killed, and meet faults', () => {
    expect(outcome.killed).toBeGreaterThanOrEqual(6)
    expect(outcome.faults).toBeGreaterThan(10)
  })

  test('delete no message before its commit, and leave nothing in the queue', () => {
    expect(outcome.deletions.early).toEqual([])
    expect(outcome.deletions.count).toBeGreaterThan(40)
    expect(outcome.depth).toEqual({ waiting: 0, inFlight: 0 })
  })

  test('tell each finding as it stands in the end, and end when they are told to', () => {
    expect(comparison.untold).toEqual([])
    expect(outcome.exitCodes).toEqual([0, 0])
  })
})
