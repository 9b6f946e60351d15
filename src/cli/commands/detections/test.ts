import { dirname } from 'node:path'
import type { Configuration } from '#config'
import {
  type CaseResult,
  fileOfDetection,
  loadRules,
  type RunRecords,
  readCases,
  renderJUnit,
  reviewDetection,
  runCases,
} from '#content'
import type { Detection } from '#detect'
import { scanRecords } from '#pipeline'
import { absurd, escapeTerminal, formatIssue, type Issue } from '#primitives'
import { formatAmount, type Ink } from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { inkFor } from '../../ink-for.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { suggestion } from '../../suggestion.ts'
import { writeOut } from '../../terminal.ts'

export interface TestOptions extends ConfigOptions {
  readonly format?: 'text' | 'json' | 'junit'
  readonly color: boolean
}

/** Runs the cases of detections named by slug or folder; of all that come with the program when none is named. */
export async function testDetections(names: readonly string[], options: TestOptions): Promise<number> {
  const configuration = await loadConfiguration(options, names.length === 0 ? { rules: [] } : {})
  const { chosen, all } = await choose(names, configuration)
  const results: CaseResult[] = []
  const issues: Issue[] = []
  for (const detection of chosen) {
    const folder = dirname(fileOfDetection(detection))
    const cases = await readCases(folder)
    if (!cases.ok) throw failed(cases.issues)
    issues.push(...(await reviewDetection(detection, folder, cases.value)))
    results.push(...(await runCases(detection, cases.value, all, run)))
  }
  const wrong = results.filter(result => !result.passed)
  await writeOut(process.stdout, textOf(results, issues, options))
  return wrong.length + issues.length === 0 ? exitCodes.done : exitCodes.findings
}

function textOf(results: readonly CaseResult[], issues: readonly Issue[], options: TestOptions): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify({ results, issues }, null, 2)}\n`
    case 'junit':
      return renderJUnit(results, issues)
    case 'text':
    case undefined:
      return describe(results, issues, inkFor(options))
    default:
      return absurd(options.format)
  }
}

const run: RunRecords = async (records, detections, environment) => {
  const findings = await scanRecords(records, detections, environment)
  if (!findings.ok) throw failed(findings.issues)
  return findings.value
}

async function choose(
  names: readonly string[],
  configuration: Configuration,
): Promise<{ chosen: readonly Detection[]; all: readonly Detection[] }> {
  const { detections } = await loadDetections(configuration)
  if (names.length === 0) return { chosen: detections, all: detections }
  const slugs = detections.map(detection => detection.slug)
  const chosen: Detection[] = []
  for (const name of names) {
    const known = detections.find(detection => detection.slug === name)
    if (known) {
      chosen.push(known)
      continue
    }
    const own = await loadRules([name], { placeholders: configuration.placeholders })
    if (own.ok) chosen.push(...own.value.detections)
    else if (own.issues[0].code !== 'no-such-path') throw failed(own.issues)
    else {
      throw new CommandError(
        `"${escapeTerminal(name)}" is neither a detection nor a folder of one${suggestion(name, slugs)}`,
      )
    }
  }
  const others = detections.filter(
    detection => !chosen.some(({ slug, id }) => slug === detection.slug || id === detection.id),
  )
  return { chosen, all: [...chosen, ...others] }
}

function describe(results: readonly CaseResult[], issues: readonly Issue[], ink: Ink): string {
  const lines: string[] = []
  for (const detection of new Set(results.map(result => result.detection))) {
    lines.push(ink('bold', detection))
    for (const result of results.filter(one => one.detection === detection)) {
      lines.push(`  ${result.passed ? ink('green', 'ok  ') : ink('red', 'FAIL')}  ${escapeTerminal(result.case)}`)
      if (result.passed) continue
      lines.push(
        `        expected ${formatAmount(result.expected.length, 'finding')} ${escapeTerminal(JSON.stringify(result.expected))}`,
      )
      lines.push(
        `        got      ${formatAmount(result.actual.length, 'finding')} ${escapeTerminal(JSON.stringify(result.actual))}`,
      )
    }
  }
  for (const issue of issues) lines.push(`${ink('red', 'FAIL')}  ${escapeTerminal(formatIssue(issue))}`)
  const failures = results.filter(result => !result.passed).length + issues.length
  lines.push(`${results.length - results.filter(result => !result.passed).length} passed, ${failures} failed`)
  return `${lines.join('\n')}\n`
}
