import { absurd } from '#primitives'
import type { CompiledDetection } from '../../compile/compiled-detection.ts'
import type { CompiledCorrelation } from '../../correlation/compiled-correlation.ts'
import type { EventRow } from '../../correlation/correlation-detection-state.ts'
import type { Kind } from '../../correlation/kinds.ts'
import { decodeKey, encodeKey } from '../../field-texts.ts'
import { isKindScope, pieceLength, scopeOfWho } from '../correlation-rows.ts'
import { scopeOfGroups } from '../correlation-scope.ts'
import { isWiderEntry } from '../first-seen-rows.ts'
import { matchState } from '../match-rows.ts'
import { isFlagsRow, type StateRow } from '../state-row.ts'
import { valueShape } from './value-shapes.ts'

/** What is wrong with a row from outside: where in it, and what was expected. */
export interface RowProblem {
  /** `value.evidence.samples.0.actor.kind` */
  readonly path: string
  /** `expected string, received number` */
  readonly expected: string
}

/** Looks through all of a row, so that nothing that reads it later meets what it does not know; undefined where all is well. */
export function rowProblem(compiled: CompiledDetection, row: StateRow): RowProblem | undefined {
  const { error } = valueShape(compiled, row).safeParse(row.value)
  const [issue] = error?.issues ?? []
  if (issue === undefined) return placeProblem(compiled, row)
  const path = ['value', ...issue.path].map(String).join('.')
  return { path, expected: issue.message.replace('Invalid input: ', '') }
}

/** Rows are found by where they stand: the place must be the one of the value. */
function placeProblem(compiled: CompiledDetection, row: StateRow): RowProblem | undefined {
  if (isFlagsRow(row)) return undefined
  const { judging } = compiled
  const { scope, entry } = row
  switch (judging.kind) {
    case 'match': {
      const [[name, group] = ['', undefined]] = matchState([row]).hits.groups
      const window = `window ${group?.window ?? 'none'}`
      if (scope !== window) return { path: 'scope', expected: `expected ${window}` }
      return entry === name ? undefined : { path: 'entry', expected: 'expected the name of the group in value' }
    }
    case 'first-seen':
      if (scope === '') return { path: 'scope', expected: `expected a ${judging.scope.field}` }
      if (entry === '' || isWiderEntry(entry)) return undefined
      return keyProblem('entry', entry, 1 + judging.key.length)
    case 'spike': {
      const start = Number(entry)
      if (!Number.isSafeInteger(start) || String(start) !== entry || Math.abs(start) > latest)
        return { path: 'entry', expected: 'expected the start of a period in milliseconds since 1970' }
      return keyProblem('scope', scope, 1 + judging.by.length)
    }
    case 'correlation':
      return isKindScope(scope) ? kindProblem(row) : pieceProblem(judging.correlation, row)
    default:
      return absurd(judging)
  }
}

/** What a clock can show. */
const latest = 8.64e15

const isKey = (text: string, parts: number): boolean => {
  const decoded = decodeKey(text)
  return decoded.length === parts && encodeKey(decoded) === text
}

const keyProblem = (path: string, text: string, parts: number): RowProblem | undefined =>
  isKey(text, parts) ? undefined : { path, expected: `expected ${parts} texts, each behind its length` }

function kindProblem(row: StateRow): RowProblem | undefined {
  const { who, variant } = row.value as Kind
  if (row.scope !== scopeOfWho(who)) return { path: 'scope', expected: 'expected the who of value' }
  return row.entry === variant ? undefined : { path: 'entry', expected: 'expected the variant of value' }
}

function pieceProblem(correlation: CompiledCorrelation, { scope, entry, value }: StateRow): RowProblem | undefined {
  const [node, rule, hour, group] = isKey(entry, 4) ? decodeKey(entry) : []
  const members = correlation.nodes[Number(node)]?.members
  if (group === undefined || group === null || members?.[Number(rule)] === undefined)
    return {
      path: 'entry',
      expected: 'expected a correlation, one of its rules, an hour and a group of this detection',
    }
  if (scope !== scopeOfGroups(correlation)(Number(node), group))
    return { path: 'scope', expected: 'expected that of the group in entry' }
  const { rows } = value as { readonly rows: readonly EventRow[] }
  const at = rows.findIndex(({ time }) => String(Math.floor(time / pieceLength)) !== hour)
  return at < 0 ? undefined : { path: `value.rows.${at}.time`, expected: `expected a time of hour ${hour}` }
}
