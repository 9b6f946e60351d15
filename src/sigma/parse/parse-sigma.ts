import { failure, type Issue, isNonEmpty, isObject, ok, type Result } from '#primitives'
import type { SigmaDocument } from '../document.ts'
import * as issues from '../issues.ts'
import type { SigmaMetadata, SigmaRule } from '../rule.ts'
import { parseDocument } from './parse-document.ts'
import { parseYaml, type YamlDocument } from './parse-yaml.ts'
import { placeOf } from './places.ts'
import type { ParseOptions } from './search-context.ts'

/**
 * Reads a file of Sigma: each YAML document is a rule, a correlation or a filter. What is not supported is refused:
 * a file with any issue yields no document, and all of its issues, in the order of the file.
 */
export function parseSigmaDocuments(text: string, file: string, options: ParseOptions = {}): Result<SigmaDocument[]> {
  const yaml = parseYaml(text, file)
  const found = [...yaml.issues]
  // A document without content, as after a last `---`, is no rule and no mistake.
  const filled = yaml.documents.filter(document => document.value !== null)
  // What is left out of the documents of an old collection stands in another one of them.
  const collection = filled.filter(isOfCollection)
  const documents = (collection.length > 0 ? collection : filled)
    .map(document => parseDocument(document, found, options))
    .filter(document => document !== undefined)
  if (filled.length === 0 && found.length === 0) found.push(issues.noRule({ file }))
  const ordered = found.toSorted(byPlace).filter((issue, index, all) => !isSame(issue, all[index - 1]))
  return isNonEmpty(ordered) ? { ok: false, issues: ordered } : ok(documents)
}

/** The same for a file in which every document must be a rule. */
export function parseSigma(text: string, file: string, options: ParseOptions = {}): Result<SigmaRule[]> {
  const parsed = parseSigmaDocuments(text, file, options)
  if (!parsed.ok) return parsed
  const found: Issue[] = []
  const rules = parsed.value.flatMap(document => {
    if (document.kind === 'rule') return document.rule
    const metadata: SigmaMetadata = document.kind === 'filter' ? document.filter : document.correlation
    found.push(issues.notOnlyRules(placeOf(metadata, document.kind), document.kind))
    return []
  })
  return isNonEmpty(found) ? { ok: false, issues: found } : ok(rules)
}

/** The same for a text that is one rule. `file` stands in the places of issues. */
export function parseRule(text: string, { file = 'rule.yml', ...options }: RuleOptions = {}): Result<SigmaRule> {
  const rules = parseSigma(text, file, options)
  if (!rules.ok) return rules
  const [rule, another] = rules.value
  if (rule === undefined || another !== undefined) {
    return failure(issues.notOneRule(another === undefined ? { file } : placeOf(another, ''), rules.value.length))
  }
  return ok(rule)
}

export interface RuleOptions extends ParseOptions {
  readonly file?: string
}

const isOfCollection = ({ value }: YamlDocument): boolean => isObject(value) && value['action'] !== undefined

/** One broken bracket breaks the parser's expectations many times at one place. */
const isSame = (issue: Issue, other: Issue | undefined): boolean =>
  other !== undefined && issue.message === other.message && byPlace(issue, other) === 0

const byPlace = (a: Issue, b: Issue): number =>
  (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0)
