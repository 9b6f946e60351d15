import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Configuration } from '#config'
import {
  type CaseResult,
  casePathOf,
  detectionFile,
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
import { namedBy } from '../../find-detection.ts'
import { inkFor } from '../../ink-for.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { titledSuggestion } from '../../suggestion.ts'
import { writeOut } from '../../terminal.ts'

export interface TestOptions extends ConfigOptions {
  readonly format?: 'table' | 'json' | 'junit'
  readonly color: boolean
}

/** Runs the cases of detections named by slug or folder; of all that come with the program when none is named. */
export async function testDetections(names: readonly string[], options: TestOptions): Promise<number> {
  const configuration = await loadConfiguration(options, names.length === 0 ? { rules: [] } : {})
  const { chosen, all } = await choose(names, configuration)
  const results: CaseResult[] = []
  const issues: Issue[] = []
  for (const { detection, start } of chosen) {
    const file = fileOfDetection(detection)
    if (basename(file) !== detectionFile) {
      issues.push(noCases(file))
      continue
    }
    const read = await readCases(dirname(file))
    if (!read.ok) throw failed(read.issues)
    const cases = read.value.filter(({ name }) => name.startsWith(start))
    // Who runs one case over and over has not come to the others yet.
    if (start === '') issues.push(...(await reviewDetection(detection, dirname(file), cases)))
    else if (cases.length === 0) throw new CommandError(`${escapeTerminal(join(dirname(file), start))} is no case`)
    results.push(...(await runCases(detection, cases, all, run)))
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
    case 'table':
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

/** A file of rules from elsewhere. */
const noCases = (file: string): Issue => ({
  code: 'incomplete-detection',
  message: `There are no cases to run: they are in a detection's folder, beside its ${detectionFile} (detections new writes one). detections lint checks a rule alone.`,
  at: { file },
})

interface Chosen {
  readonly detection: Detection
  /** How the names of the cases begin that are asked for. */
  readonly start: string
}

async function choose(
  names: readonly string[],
  configuration: Configuration,
): Promise<{ chosen: readonly Chosen[]; all: readonly Detection[] }> {
  const { detections } = await loadDetections(configuration)
  const whole = (detection: Detection): Chosen => ({ detection, start: '' })
  if (names.length === 0) return { chosen: detections.map(whole), all: detections }
  const chosen: Chosen[] = []
  for (const name of names) {
    const known = namedBy(detections, name)
    chosen.push(...(known ? [whole(known)] : await chosenAt(name, detections, configuration)))
  }
  const own = chosen.map(({ detection }) => detection)
  const others = detections.filter(one => !own.some(({ slug, id }) => slug === one.slug || id === one.id))
  return { chosen, all: [...own, ...others] }
}

/** What is in a folder or file. */
async function chosenAt(
  name: string,
  detections: readonly Detection[],
  { placeholders }: Configuration,
): Promise<readonly Chosen[]> {
  const asked = casePathOf(name)
  const own = await loadRules([asked?.folder ?? name], { placeholders })
  if (own.ok) return own.value.detections.map(detection => ({ detection, start: asked?.start ?? '' }))
  if (existsSync(name)) throw failed(own.issues)
  throw new CommandError(
    `"${escapeTerminal(name)}" is neither a detection nor a path to one${titledSuggestion(name, detections)}`,
  )
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
