import type { Issue, Place } from '#primitives'
import type { FieldMatch, KeywordMatch, SigmaValue } from '../rule.ts'
import { parsePattern, plainText, writePattern } from '../values/pattern.ts'
import * as issues from './lint-issues.ts'

/** What is odd about the values of one comparison of a field. */
export function lintMatch(match: FieldMatch): Issue[] {
  const found = duplicates(match)
  const { field, operator, place } = match
  if (operator === 'equals' && match.transforms?.includes('base64offset')) {
    found.push(issues.wholeBase64offset(place, field))
  }
  if (match.transforms !== undefined || match.part !== undefined) return found
  for (const value of match.values) {
    if (typeof value !== 'string') continue
    if (operator === 'equals') found.push(...wildcardEnds(field, value, place))
    if (operator === 're') found.push(...plainPattern(field, value, place))
  }
  return found
}

export function duplicates({ values, cased, operator, place }: KeywordMatch): Issue[] {
  const fold = (value: SigmaValue): string =>
    cased || operator === 're' ? JSON.stringify(value) : String(value).toLowerCase()
  const seen = new Set<string>()
  return values.flatMap(value => {
    const key = fold(value)
    if (seen.has(key)) return [issues.duplicateValue(place, String(value))]
    seen.add(key)
    return []
  })
}

/** `*x` is `endswith: x`. */
function wildcardEnds(field: string, value: string, at: Place): Issue[] {
  const parts = parsePattern(value)
  const isEmpty = (part: readonly string[] | undefined): boolean => part?.length === 1 && part[0] === ''
  const start = parts.length > 1 && isEmpty(parts[0])
  const end = parts.length > 1 && isEmpty(parts.at(-1))
  const middle = parts.slice(start ? 1 : 0, end ? -1 : undefined)
  if ((!start && !end) || plainText(middle) === undefined || plainText(middle) === '') return []
  const modifier = start && end ? 'contains' : start ? 'endswith' : 'startswith'
  return [issues.wildcardForModifier(at, value, `${field}|${modifier}: ${writePattern(middle)}`)]
}

/** Plain characters and escaped punctuation, with anchors or `.*` around them. */
const plain = /^(\^|\.\*)?((?:[\w\s:/@=,"'<>#%&;!~-]|\\[.\-/:*?+()[\]{}|^$\\])+)(\$|\.\*)?$/

function plainPattern(field: string, value: string, at: Place): Issue[] {
  const pattern = value.replace(/^\(\?[ims]+\)/, '')
  const [, start = '', text = '', end = ''] = plain.exec(pattern) ?? []
  if (text === '') return []
  const isStart = start === '^'
  const isEnd = end === '$'
  const modifier = isStart && isEnd ? '' : isStart ? '|startswith' : isEnd ? '|endswith' : '|contains'
  const literal = writePattern([[text.replaceAll(/\\(.)/g, '$1')]])
  return [issues.patternForText(at, pattern, `${field}${modifier}: ${literal}`)]
}
