/**
 * `npm run chaos`: 2,000 log files, 50 times SIGKILL. `npm run chaos -- <seed>` does the same again.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareWithScan, type Difference, type RunProgram } from './compare.ts'
import { runChaos } from './run-chaos.ts'

const [seed = new Date().toISOString(), files = '2000', kills = '50'] = process.argv.slice(2)
const program = fileURLToPath(new URL('../../bin/bucketwatch.js', import.meta.url))

const run: RunProgram = (words, env) =>
  new Promise(resolve => {
    spawn(process.execPath, [program, ...words], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    }).on('close', resolve)
  })

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-chaos-'))
say(`seed ${seed}`)
const outcome = await runChaos({
  seed,
  files: Number(files),
  kills: Number(kills),
  processes: [['queue'], ['queue'], ['bucket']],
  folder,
  patience: 300_000,
  say,
})
const { findings, baselines, untold, counts, detections } = await compareWithScan(outcome, folder, run)
const { depth, exitCodes, deletions, killed, faults, emulator } = outcome
await emulator.close()
const differences = [findings, baselines].flatMap(({ chaosOnly, cleanOnly }: Difference) => [
  ...chaosOnly.map(line => `chaos only: ${line.slice(0, 2_000)}`),
  ...cleanOnly.map(line => `scan only:  ${line.slice(0, 2_000)}`),
])
const problems = [
  ...differences,
  ...deletions.early.map(key => `deleted before its commit: ${key}`),
  ...untold.map(line => `never told as it stands: ${line.slice(0, 200)}`),
  ...(depth.waiting + depth.inFlight > 0 ? [`left in the queue: ${JSON.stringify(depth)}`] : []),
  ...(exitCodes.every(code => code === 0) ? [] : [`exit codes ${exitCodes.join(', ')}`]),
]
for (const problem of problems) say(problem)
say(`${counts.findings} findings of ${detections.size} detections, ${counts.baselines} lines of baselines`)
say(`${killed} times SIGKILL, ${faults} requests met a fault`)
say(`${deletions.count} deletions, ${deletions.early.length} before their commits`)
say(problems.length === 0 ? 'all as one scan says' : `${problems.length} problems; seed ${seed}, files in ${folder}`)
if (problems.length === 0) rmSync(folder, { recursive: true })
process.exitCode = problems.length === 0 ? 0 : 1
