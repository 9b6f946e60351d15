/**
 * Everything that must hold before a change is merged; CI runs the same. A line per step, the output of the steps
 * that failed, the skipped tests with their reasons, and at the end `N passed, N failed`: tests plus other checks.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { countsOf, skipsOf } from './test-counts.ts'

interface Step {
  readonly name: string
  readonly command: string
}

interface Outcome {
  readonly step: Step
  readonly ok: boolean
  readonly seconds: number
  readonly output: string
}

const program = 'node bin/bucketwatch.js'

/** The program is tested as built, so this comes first. */
const build: Step = { name: 'build', command: 'npm run --silent build' }

/** The slowest first, so that the cores are busy to the end. */
const steps: readonly Step[] = [
  { name: 'tests', command: 'npm test --silent' },
  { name: 'lint', command: 'oxlint --type-aware --deny-warnings' },
  { name: 'types', command: 'tsc --noEmit' },
  { name: 'format', command: 'biome ci --colors=off .' },
  // With the build's settings knip knows that dist/ is made from src/.
  { name: 'unused code', command: 'knip --tsConfig tsconfig.build.json' },
  { name: 'generated documents', command: 'node scripts/docs.ts --check' },
  { name: 'demo', command: `${program} demo --format jsonl` },
]

function run(step: Step): Promise<Outcome> {
  const start = performance.now()
  return new Promise(resolve => {
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: '0' }
    const child = spawn(step.command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.on('close', code => {
      const outcome = { step, ok: code === 0, seconds: (performance.now() - start) / 1000, output }
      console.log(`${outcome.ok ? 'ok  ' : 'FAIL'} ${outcome.seconds.toFixed(1).padStart(6)} s  ${step.name}`)
      resolve(outcome)
    })
  })
}

async function runAll(queue: readonly Step[], width: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...queue]
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await run(step))
  }
  await Promise.all(Array.from({ length: width }, lane))
  return outcomes
}

const outcomes = [await run(build), ...(await runAll(steps, availableParallelism()))]

for (const { step, output } of outcomes.filter(({ ok }) => !ok))
  console.log(`\n---- ${step.name}: ${step.command}\n${output.trimEnd()}`)

const skips = outcomes.flatMap(({ output }) => skipsOf(output))
if (skips.length) console.log(`\n${skips.join('\n')}`)

let passed = 0
let failed = 0
for (const { ok, output } of outcomes) {
  const counts = countsOf(output) ?? { passed: ok ? 1 : 0, failed: 0 }
  passed += counts.passed
  // A step can fail beside its own counts, e.g. by an error outside any test.
  failed += ok ? counts.failed : Math.max(counts.failed, 1)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
