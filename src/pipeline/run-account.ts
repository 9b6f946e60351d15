import type { FileAccount } from '#formats'
import { formatPlace, type Issue } from '#primitives'
import type { FileProblem, RunAccount } from '#reports'
import { notFoundIn } from './asked-for.ts'
import { fateOfContent, fateOfFile, isIncomplete, kindOfIssue } from './file-fate.ts'
import type { ReaderState, TaskAccount } from './log-reader.ts'
import { everything, type Scope } from './scope.ts'

type Told = Pick<ReaderState, 'observed' | 'outOfScope' | 'noise' | 'present'>

/** Problems that are kept to be listed; all of them are counted. */
const listedProblems = 500

/** Adds up what became of every file and record, in whatever order the workers tell. */
export class RunAccountBuilder {
  readonly #problems: FileProblem[] = []
  readonly #rejected: Record<string, number> = {}
  readonly #formats: Record<string, number> = {}
  #found = 0
  #read = 0
  #empty = 0
  #skipped = 0
  #withIssues = 0
  #failed = 0
  #problemCount = 0
  #bytes = 0
  #received = 0
  #passed = 0
  #notNeeded = 0
  #incomplete = false

  /** A problem with the paths themselves: nothing found, a loop, a folder too deep. */
  addSourceIssue(issue: Issue): void {
    const harmless = issue.code === 'hidden-file'
    if (!harmless) {
      this.#failed += 1
      this.#incomplete = true
    }
    this.#addProblem({ kind: harmless ? 'skipped' : 'failed', issue })
  }

  addTask(task: TaskAccount): void {
    this.#found += 1
    if (task.failure) {
      this.#incomplete = true
      this.#addProblem({ kind: 'failed', issue: task.failure })
    }
    this.#addFile(task)
    for (const content of task.contents) this.#addContent(content)
  }

  /** @param scope what was asked for. */
  build(states: readonly Told[], scope: Scope = everything): RunAccount {
    return {
      files: {
        found: this.#found,
        read: this.#read,
        empty: this.#empty,
        skipped: this.#skipped,
        withIssues: this.#withIssues,
        failed: this.#failed,
      },
      bytes: this.#bytes,
      records: {
        received: this.#received,
        passed: this.#passed,
        notNeeded: this.#notNeeded,
        observed: states.reduce((sum, state) => sum + state.observed, 0),
        outOfScope: sumOf(states.map(state => state.outOfScope)),
        rejected: this.#rejected,
        housekeeping: sumOf(states.map(state => state.noise)),
      },
      notFound: notFoundIn(
        scope,
        states.map(({ present }) => present),
      ),
      formats: this.#formats,
      problems: this.#problems.sort(byPlace).slice(0, listedProblems),
      problemCount: this.#problemCount,
      incomplete: this.#incomplete,
    }
  }

  #addFile(task: TaskAccount): void {
    const fate = fateOfFile(task)
    if (fate === 'failed' || task.failure) this.#failed += 1
    if (fate === 'skipped') this.#skipped += 1
    if (fate === 'empty') this.#empty += 1
    if (fate === 'empty' || fate === 'read') this.#read += 1
    if (fate === 'read' && task.contents.some(content => content.issues.length > 0)) this.#withIssues += 1
  }

  #addContent(content: FileAccount): void {
    if (isIncomplete(content)) this.#incomplete = true
    this.#bytes += content.bytes
    this.#received += content.received
    this.#passed += content.passed
    this.#notNeeded += content.notNeeded
    this.#formats[content.format] = (this.#formats[content.format] ?? 0) + content.received
    for (const [code, count] of Object.entries(content.rejected)) {
      this.#rejected[code] = (this.#rejected[code] ?? 0) + count
    }
    if (content.skipped) {
      this.#addProblem({ kind: fateOfContent(content) === 'empty' ? 'empty' : 'skipped', issue: content.skipped })
    }
    for (const issue of content.issues) this.#addProblem({ kind: kindOfIssue(content, issue), issue })
  }

  #addProblem(problem: FileProblem): void {
    this.#problemCount += 1
    // Many more are kept than listed, so that the sorted list does not depend on which worker was first.
    if (this.#problems.length >= 20 * listedProblems) return
    this.#problems.push(problem)
  }
}

function sumOf(parts: readonly Readonly<Record<string, number | undefined>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const part of parts) {
    for (const [name, count] of Object.entries(part)) sums[name] = (sums[name] ?? 0) + (count ?? 0)
  }
  return sums
}

const byPlace = (a: FileProblem, b: FileProblem): number => {
  const placeOfA = formatPlace(a.issue.at)
  const placeOfB = formatPlace(b.issue.at)
  return placeOfA < placeOfB ? -1 : placeOfA > placeOfB ? 1 : 0
}
