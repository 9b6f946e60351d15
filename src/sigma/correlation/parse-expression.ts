import { closest, type Issue } from '#primitives'
import { parseCondition, reservedWords } from '../parse/parse-condition.ts'
import { tokenizeCondition } from '../parse/tokenize-condition.ts'
import { namesIn } from '../reads.ts'
import type { Condition } from '../rule.ts'
import * as issues from './issues.ts'
import type { PartReader } from './part-reader.ts'

/** Reads an extended condition, `opened and read and not closed`, over the names of rules. */
export function parseExpression(text: string, rules: readonly string[], reader: PartReader): Condition | undefined {
  const found: Issue[] = []
  const start = reader.placeOfText('condition')
  const placeAt = (index: number) => ({ ...start, ...(start.column && { column: start.column + index }) })
  const expression = parseCondition(text, rules, placeAt, found)
  reader.issues.push(
    ...found.map(issue =>
      issue.code === 'unknown-search'
        ? issues.unknownInExpression(issue.at, issue.received ?? '', closest(issue.received ?? '', rules))
        : issue,
    ),
  )
  if (expression === undefined) return undefined
  const named = new Set(namesIn(expression))
  rules.forEach((rule, index) => {
    if (!named.has(rule)) reader.issues.push(issues.notInExpression(reader.at(`rules.${index}`), rule))
  })
  return expression
}

/** The rules that an extended condition names, in the order of the text. */
export const rulesNamedIn = (text: string): string[] => [
  ...new Set(
    tokenizeCondition(text)
      .map(token => token.text)
      .filter(word => !'()|'.includes(word) && !reservedWords.includes(word.toLowerCase())),
  ),
]
