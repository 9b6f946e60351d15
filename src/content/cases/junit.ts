import { formatIssue, type Issue } from '#primitives'
import type { CaseResult } from './run-cases.ts'

/**
 * Results of cases as JUnit XML, which CI systems show: a suite for each detection, a test for each case, and what is
 * lacking as failures of a suite of its own. https://github.com/testmoapp/junitxml
 */
export function renderJUnit(results: readonly CaseResult[], issues: readonly Issue[]): string {
  const slugs = [...new Set(results.map(({ detection }) => detection))]
  const suites = slugs.map(slug => suite(slug, results.filter(result => result.detection === slug).map(caseOf)))
  if (issues.length > 0) suites.push(suite('review', issues.map(lackOf)))
  const failures = results.filter(({ passed }) => !passed).length + issues.length
  const tests = results.length + issues.length
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bucketwatch" tests="${tests}" failures="${failures}">\n${suites.join('')}</testsuites>\n`
}

interface Test {
  readonly name: string
  /** Why it failed, if it did. */
  readonly failure?: string
}

const caseOf = ({ case: name, passed, expected, actual }: CaseResult): Test =>
  passed ? { name } : { name, failure: `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}` }

const lackOf = (issue: Issue): Test => ({ name: issue.at.file, failure: formatIssue(issue) })

function suite(name: string, tests: readonly Test[]): string {
  const failures = tests.filter(({ failure }) => failure !== undefined).length
  const lines = tests.map(test => {
    const start = `    <testcase classname="${attribute(name)}" name="${attribute(test.name)}"`
    return test.failure === undefined
      ? `${start}/>\n`
      : `${start}>\n      <failure message="${attribute(test.failure)}"/>\n    </testcase>\n`
  })
  return `  <testsuite name="${attribute(name)}" tests="${tests.length}" failures="${failures}">\n${lines.join('')}  </testsuite>\n`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no way to write most control characters. */
const attribute = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, character => entities[character] ?? '')
    .replaceAll(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
