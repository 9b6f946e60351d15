import type { Issue } from '#primitives'
import type { FileAccount, FormatName } from './file-account.ts'

/** The running account of one file: counts everything, keeps the first few issues. */
export class Ledger {
  received = 0
  passed = 0
  notNeeded = 0
  /** A record that was passed over is a management event. */
  holdsManagement = false
  readonly #rejected = new Map<string, number>()
  readonly #issues: Issue[] = []
  readonly #maxIssues: number

  constructor(maxIssues: number) {
    this.#maxIssues = maxIssues
  }

  /** Counts a received record that cannot be used. The issue is made only where it will be kept. */
  reject(code: string, issue: () => Issue): void {
    this.received++
    this.#rejected.set(code, (this.#rejected.get(code) ?? 0) + 1)
    this.note(issue)
  }

  /** Counts a received record that the plan does not ask for. */
  passOver(): void {
    this.received++
    this.notNeeded++
  }

  /** Something to say about the file that costs no record. */
  note(issue: () => Issue): void {
    if (this.#issues.length < this.#maxIssues) this.#issues.push(issue())
  }

  /** Takes over what another reader made of a part of the file. */
  add(part: Omit<FileAccount, 'name' | 'bytes' | 'skipped' | 'format' | 'layout'>): void {
    this.received += part.received
    this.passed += part.passed
    this.notNeeded += part.notNeeded
    this.holdsManagement ||= part.holdsManagement ?? false
    for (const [code, count] of Object.entries(part.rejected)) {
      this.#rejected.set(code, (this.#rejected.get(code) ?? 0) + count)
    }
    for (const issue of part.issues) this.note(() => issue)
  }

  account(format: FormatName, layout: string): Omit<FileAccount, 'name' | 'bytes' | 'skipped'> {
    const { received, passed, notNeeded } = this
    const rejected = Object.fromEntries(this.#rejected)
    return {
      format,
      layout,
      received,
      passed,
      notNeeded,
      ...(this.holdsManagement && { holdsManagement: true }),
      rejected,
      issues: [...this.#issues],
    }
  }
}
