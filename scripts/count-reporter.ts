import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import { countsLine, skipLine } from './test-counts.ts'

/** Ends the output of vitest with what was skipped, each with its reason, and a plain line of counts. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const line of modules.flatMap(skipsOfGroup)) console.log(line)
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const count = (state: 'passed' | 'failed') => tests.filter(test => test.result().state === state).length
    // A file that cannot be loaded has no test to fail; it fails itself.
    const broken = modules.filter(module => module.state() === 'failed' && failuresIn(module) === 0)
    console.log(countsLine({ passed: count('passed'), failed: count('failed') + broken.length }))
  }
}

const failuresIn = (module: TestModule): number => [...module.children.allTests('failed')].length

/** A suite that is skipped as a whole is told once; the tests of one that could not start have failed with it. */
function skipsOfGroup(group: TestModule | TestSuite): string[] {
  const tests = [...group.children.allTests()]
  if (group.type === 'suite' && group.state() === 'failed' && tests.every(isSkipped)) return []
  if (group.type === 'suite' && tests.length > 1 && tests.every(isSkipped))
    return [lineOf(`${group.fullName} [${tests.length} tests]`, group.name)]
  return [...group.children].flatMap(child => {
    if (child.type === 'suite') return skipsOfGroup(child)
    return isSkipped(child) ? [lineOf(child.fullName, child.name, noteOf(child))] : []
  })
}

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped'

function noteOf(test: TestCase): string | undefined {
  const result = test.result()
  return result.state === 'skipped' ? result.note : undefined
}

/** `test.skipIf` takes no reason, so the name ends with it: `reads a pipe (needs mkfifo)`. */
function lineOf(fullName: string, name: string, note?: string): string {
  const named = /\s*\(([^()]+)\)$/.exec(name)
  return skipLine(named ? fullName.replace(named[0], '') : fullName, note ?? named?.[1])
}
