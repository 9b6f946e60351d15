import { compete } from './harness/compete.ts'
import { writeDocument } from './harness/document.ts'
import { readOptions, usage } from './harness/options.ts'
import { markdownTable, textTable } from './harness/table.ts'
import { prepareTrail } from './harness/trails.ts'
import { compareRules } from './rules/compare-rules.ts'
import { reportLatency } from './watching/report-latency.ts'
import { reportSoak } from './watching/report-soak.ts'

const options = readOptions(process.argv.slice(2))
if (!options) {
  process.stderr.write(usage)
  process.exit(2)
}

if (options.rules) {
  await compareRules(options)
  process.exit(0)
}

if (options.latency || options.soak) {
  if (options.latency) await reportLatency(options)
  if (options.soak) await reportSoak(options)
  process.exit(0)
}

const tables: string[] = []
for (const trail of options.trails) {
  const prepared = await prepareTrail(trail, options.megabytes)
  const outcomes = await compete(prepared, options)
  tables.push(markdownTable(prepared, outcomes))
  if (!options.json) process.stdout.write(`${textTable(prepared, outcomes)}\n`)
  for (const outcome of outcomes) {
    if (options.json && 'row' in outcome) process.stdout.write(`${JSON.stringify(outcome.row)}\n`)
    if (options.json && 'absent' in outcome) {
      process.stderr.write(`${trail.name}: ${outcome.contender} is absent: ${outcome.absent}\n`)
    }
  }
}
if (options.write) writeDocument(tables, options)
