import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import type { BenchOptions } from './options.ts'

const path = join(import.meta.dirname, '../../docs/benchmarks.md')

/** Writes the first part of docs/benchmarks.md: the tables of the contenders. */
export function writeDocument(tables: readonly string[], options: BenchOptions): void {
  const [, ...sections] = sectionsOf(readFileSync(path, 'utf8'))
  const text = `# Benchmarks

Measured ${circumstances()}, with ${options.workers} workers, files in the page cache,
medians of ${options.runs} runs (3 for the one large file). Written by \`npm run bench -- --write\`; what the contenders and
the trails are, and how to read the numbers, stands in [bench/README.md](../bench/README.md).

${tables.join('\n')}`
  writeFileSync(path, [text, ...sections].join('\n'))
}

/** Writes one of the further parts, in the place of the one with the same heading. */
export function writeSection(heading: string, body: string): void {
  const sections = sectionsOf(readFileSync(path, 'utf8'))
  const text = `## ${heading}\n\nMeasured ${circumstances()}.\n\n${body}`
  const at = sections.findIndex(section => section.startsWith(`## ${heading}\n`))
  if (at < 0) sections.push(text)
  else sections[at] = text
  writeFileSync(path, sections.join('\n'))
}

/** What stands before the first heading of the second level, and each with what is below it. */
const sectionsOf = (document: string): string[] => document.split(/\n(?=## )/)

/** The date and the class of machine. */
function circumstances(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${availableParallelism()} cores (${process.arch}), ${gigabytes} GB of memory`
  return `${new Date().toISOString().slice(0, 10)} on ${machine}, ${process.platform}, Node ${process.versions.node}`
}
