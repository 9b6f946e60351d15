import type { TestProject } from 'vitest/node'
import { buildProgram, isBuilt } from './build-program.ts'
import { buildScanner } from './build-scanner.ts'

/** Vitest calls this before the tests: they start the program as built, and some read the scanner beside its source. */
export function setup(project: TestProject): void {
  build()
  project.onTestsRerun(async () => build())
}

function build(): void {
  buildScanner()
  if (!isBuilt()) buildProgram()
}
