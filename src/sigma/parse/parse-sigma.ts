import { type Issue, isNonEmpty, ok, type Result } from '#primitives'
import * as issues from '../issues.ts'
import type { SigmaRule } from '../rule.ts'
import { parseRule } from './parse-rule.ts'
import { parseYaml } from './parse-yaml.ts'

/**
 * Reads a file of Sigma rules, one for each YAML document. What is not supported is refused: a file with any
 * issue yields no rule, and all of its issues, in the order of the file.
 */
export function parseSigma(text: string, file: string): Result<SigmaRule[]> {
  const yaml = parseYaml(text, file)
  const found = [...yaml.issues]
  // A document without content, as after a last `---`, is no rule and no mistake.
  const documents = yaml.documents.filter(document => document.value !== null)
  const rules = documents.map(document => parseRule(document, found)).filter(rule => rule !== undefined)
  if (documents.length === 0 && found.length === 0) found.push(issues.noRule({ file }))
  const ordered = found.toSorted(byPlace).filter((issue, index, all) => !isSame(issue, all[index - 1]))
  return isNonEmpty(ordered) ? { ok: false, issues: ordered } : ok(rules)
}

/** One broken bracket breaks the parser's expectations many times at one place. */
const isSame = (issue: Issue, other: Issue | undefined): boolean =>
  other !== undefined && issue.message === other.message && byPlace(issue, other) === 0

const byPlace = (a: Issue, b: Issue): number =>
  (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0)
