import { resolve } from 'node:path'
import type { Detection } from '#detect'
import { formatIssue, type Issue, ok, type Result } from '#primitives'
import { type LintFinding, lintDocument, type ParseOptions, placeOf, type SigmaFilter, toFindings } from '#sigma'
import { ruleFilesOf } from '../detections/load-rules.ts'
import { readDocuments, readSigmaFile } from '../detections/read-detections.ts'
import { issuesTogether } from '../detections/usable-rules.ts'
import { allChecks } from './content-checks.ts'
import { lintCalls } from './lint-calls.ts'

/** What can be said of some rules. */
export interface LintReport {
  readonly files: number
  /** Detections that could be read. */
  readonly detections: number
  /** By file, line and column. */
  readonly findings: readonly LintFinding[]
}

/**
 * All that can be said of files of rules, or of folders of them, own or foreign: why each does not load, and what is
 * odd about those that do. Fails only when there is nothing to look at.
 *
 * @param beside the detections that the rules are to run beside: names are taken by them, and may name them.
 */
export async function lintFolders(
  paths: readonly string[],
  beside: readonly Detection[] = [],
  options: ParseOptions = {},
): Promise<Result<LintReport>> {
  const files = await ruleFilesOf(paths)
  if (!files.ok) return files
  const own = new Set(files.value.map(file => resolve(file)))
  const others = beside.filter(({ rule }) => !own.has(resolve(placeOf(rule, '').file)))
  const read = await Promise.all(files.value.map(file => lintFile(file, options)))
  const together = issuesTogether(read, others).filter(({ at }) => own.has(resolve(at.file)))
  const findings = [...read.flatMap(one => one.findings), ...toFindings(together, allChecks)]
  const detections = read.reduce((sum, one) => sum + one.detections.length, 0)
  return ok({ files: files.value.length, detections, findings: inOrder(findings) })
}

/** One thing may be noticed on two ways. */
function inOrder(findings: readonly LintFinding[]): readonly LintFinding[] {
  const distinct = new Map(findings.map(finding => [formatIssue(finding), finding]))
  return [...distinct.values()].toSorted(byPlace)
}

interface LintedFile {
  readonly detections: readonly Detection[]
  readonly filters: readonly SigmaFilter[]
  readonly findings: readonly LintFinding[]
}

async function lintFile(file: string, options: ParseOptions): Promise<LintedFile> {
  const documents = await readDocuments(file, options)
  const refused = (issues: readonly Issue[], findings: readonly LintFinding[] = []): LintedFile => ({
    detections: [],
    filters: [],
    findings: [...findings, ...toFindings(issues, allChecks)],
  })
  if (!documents.ok) return refused(documents.issues)
  const remarks = documents.value.flatMap(document => [
    ...lintDocument(document),
    ...(document.kind === 'rule' ? toFindings(lintCalls(document.rule), allChecks) : []),
  ])
  const read = await readSigmaFile(file, options)
  return read.ok ? { ...read.value, findings: remarks } : refused(read.issues, remarks)
}

const byPlace = ({ at: a }: LintFinding, { at: b }: LintFinding): number =>
  a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) : a.file < b.file ? -1 : 1
