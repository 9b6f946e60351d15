import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { countsLine, skipLine } from './test-counts.ts'

/** Ends the output of vitest with the skipped tests, each with its reason, and a plain line of counts. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    for (const test of tests) {
      const result = test.result()
      if (result.state === 'skipped') console.log(skipLine(test.fullName, result.note))
    }
    const count = (state: ReturnType<TestCase['result']>['state']) =>
      tests.filter(test => test.result().state === state).length
    // A file that cannot be loaded has no tests to fail; it fails itself.
    const broken = modules.filter(
      module => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    )
    console.log(countsLine({ passed: count('passed'), failed: count('failed') + broken.length }))
  }
}
