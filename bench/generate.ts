import { parseArgs } from 'node:util'
import { defaultMegabytes, generate, scenarioNames } from './generator/scenarios.ts'

const usage = `Usage: node --conditions=source bench/generate.ts <scenario> <folder> [--megabytes N] [--seed N]

Scenarios: ${scenarioNames.join(', ')}
Files are written over, none is removed.
`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { megabytes: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const scenario = scenarioNames.find(name => name === positionals[0])
const folder = positionals[1]
const seed = Number(values.seed)
const megabytes = Number(values.megabytes ?? (scenario ? defaultMegabytes[scenario] : 0))

if (!scenario || !folder || !Number.isInteger(seed) || !(megabytes > 0)) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  const summary = await generate(scenario, folder, { seed, megabytes })
  const ratio = summary.bytes / summary.compressedBytes
  process.stderr.write(
    `${folder}: ${summary.files} files, ${summary.events} events, ${(summary.bytes / 1e6).toFixed(1)} MB ` +
      `(${(summary.compressedBytes / 1e6).toFixed(1)} MB on disk, ${ratio.toFixed(1)} to 1)\n`,
  )
}
