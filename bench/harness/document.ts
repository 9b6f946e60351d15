import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import type { BenchOptions } from './options.ts'

const path = join(import.meta.dirname, '../../docs/benchmarks.md')

/** Writes docs/benchmarks.md: the tables with the date and the class of machine they come from. */
export function writeDocument(tables: readonly string[], options: BenchOptions): void {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${availableParallelism()} cores (${process.arch}), ${gigabytes} GB of memory, ${process.platform}, Node ${process.versions.node}`
  const text = `# Benchmarks

Measured ${new Date().toISOString().slice(0, 10)} on ${machine}, with ${options.workers} workers, files in the page cache,
medians of ${options.runs} runs (3 for the one large file). Written by \`npm run bench -- --write\`; what the contenders and
the trails are, and how to read the numbers, stands in [bench/README.md](../bench/README.md).

${tables.join('\n')}`
  writeFileSync(path, text)
}
