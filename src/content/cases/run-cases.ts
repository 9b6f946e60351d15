import type { Detection } from '#detect'
import { type EnvironmentSettings, noSettings } from '#events'
import { isObject, type JsonValue } from '#primitives'
import type { Case, CaseRecord, CaseStep, Expectation } from './cases.ts'

/** As much of a finding as tells whose it is; expectations look at the rest of it by path. */
export interface CaseFinding {
  readonly detection: { readonly slug: string }
  readonly alsoMatched: readonly { readonly slug: string }[]
}

/** Runs detections over records as if they were a log file; the caller brings the machinery. */
export type RunRecords = (
  records: readonly CaseRecord[],
  detections: readonly Detection[],
  environment: EnvironmentSettings,
) => Promise<readonly CaseFinding[]>

export interface CaseResult {
  /** Slug. */
  readonly detection: string
  /** `silent/status-enabled.json`, with the number of the `expect` line appended for a timeline: `#2`. */
  readonly case: string
  readonly passed: boolean
  readonly expected: readonly Expectation[]
  /** Of each finding the fields that were expected, its outcome, its count and its message. */
  readonly actual: readonly Expectation[]
}

/**
 * Runs the cases of one detection, together with those that it refines or correlates. A case passes when the findings of this
 * detection, by its own name or beside a broader one's, are as many as expected and look as expected.
 */
export async function runCases(
  detection: Detection,
  cases: readonly Case[],
  all: readonly Detection[],
  run: RunRecords,
): Promise<readonly CaseResult[]> {
  const needed = withNeeded(detection, all)
  const results: CaseResult[] = []
  for (const { name, steps, environment = noSettings } of cases) {
    for (const [index, step] of steps.entries()) {
      const findings = await run(step.records, needed, environment)
      const own = findings.filter(finding => isOf(finding, detection.slug))
      const numbered = name.startsWith('timeline/') ? `${name}#${index + 1}` : name
      results.push({ detection: detection.slug, case: numbered, ...judge(step, own) })
    }
  }
  return results
}

/** The detection with the one that it refines, and with all that it correlates. */
export function withNeeded(detection: Detection, all: readonly Detection[]): readonly Detection[] {
  const needed = new Set([detection])
  for (const one of needed) {
    const names = new Set([one.refines, ...correlatedBy(one)])
    for (const other of all) {
      if ([other.slug, other.id, other.rule.name].some(name => name !== undefined && names.has(name))) needed.add(other)
    }
  }
  return [...needed]
}

const correlatedBy = ({ rule, kind }: Detection): readonly string[] =>
  [rule, ...(kind.kind === 'correlation' ? kind.documents : [])].flatMap(document =>
    'groupBy' in document ? document.rules : [],
  )

const isOf = ({ detection, alsoMatched }: CaseFinding, slug: string): boolean =>
  detection.slug === slug || alsoMatched.some(other => other.slug === slug)

function judge(
  { expect }: CaseStep,
  findings: readonly CaseFinding[],
): Pick<CaseResult, 'passed' | 'expected' | 'actual'> {
  const paths = new Set([...expect.flatMap(Object.keys), 'outcome', 'count', 'message'])
  const actual = findings.map(finding => {
    const json = finding as unknown as JsonValue
    return Object.fromEntries([...paths].map(path => [path, valueAt(json, path)]))
  })
  return { passed: agree(expect, actual), expected: expect, actual }
}

/** Every expectation has a finding of its own and no finding is left over; the most exact ones choose first. */
function agree(expect: readonly Expectation[], actual: readonly Expectation[]): boolean {
  if (expect.length !== actual.length) return false
  const free = [...actual]
  const exactFirst = expect.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length)
  return exactFirst.every(expectation => {
    const index = free.findIndex(found =>
      Object.entries(expectation).every(([path, value]) => equal(found[path], value)),
    )
    if (index >= 0) free.splice(index, 1)
    return index >= 0
  })
}

function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let current = value
  for (const key of path.split('.')) {
    current = Array.isArray(current)
      ? (current as readonly JsonValue[])[Number(key)]
      : isObject(current)
        ? current[key]
        : undefined
  }
  return current
}

const equal = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)
