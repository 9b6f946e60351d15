import {
  filledTextOf,
  isObject,
  type JsonObject,
  type JsonValue,
  listOf,
  memberOf,
  objectOf,
  textOf,
} from '#primitives'
import { textsOf } from '../texts.ts'
import { type Condition, readConditions } from './condition.ts'
import { type Principal, readPrincipals } from './principal.ts'

/** One statement of a resource policy, in one shape however it was written. */
export interface Statement {
  /** `Statement “AllowRead”`, or by its number from 1. */
  readonly name: string
  readonly effect: 'allow' | 'deny'
  readonly principals: readonly Principal[]
  /** `principals` are those that the statement is not about: it is about everyone else. */
  readonly notPrincipal: boolean
  readonly actions: readonly string[]
  /** `actions` are those that the statement is not about. */
  readonly notAction: boolean
  readonly resources: readonly string[]
  readonly notResource: boolean
  readonly conditions: readonly Condition[]
}

/**
 * The statements of a policy document: CloudTrail has it parsed, other calls and tools as JSON text. A single statement may stand
 * without a list. Undefined when it is no policy: not an object, text that is not JSON, no statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readStatements(document: JsonValue | undefined): readonly Statement[] | undefined {
  const policy = typeof document === 'string' ? parse(document) : objectOf(document)
  if (policy === undefined) return undefined
  const list = listOf(memberOf(policy, 'statement')).filter(isObject)
  return list.length === 0 ? undefined : list.flatMap(readStatement)
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function readStatement(statement: JsonObject, index: number): readonly Statement[] {
  const effect = textOf(memberOf(statement, 'effect'))?.trim().toLowerCase()
  if (effect !== 'allow' && effect !== 'deny') return []
  const sid = filledTextOf(memberOf(statement, 'sid'))
  const principal = memberOf(statement, 'principal')
  const notPrincipal = principal === undefined && memberOf(statement, 'notprincipal') !== undefined
  const actions = textsOf(memberOf(statement, 'action'))
  const notActions = textsOf(memberOf(statement, 'notaction'))
  const notAction = actions.length === 0 && notActions.length > 0
  const resources = textsOf(memberOf(statement, 'resource'))
  const notResources = textsOf(memberOf(statement, 'notresource'))
  const notResource = resources.length === 0 && notResources.length > 0
  return [
    {
      name: sid === undefined ? `Statement ${index + 1}` : `Statement “${sid}”`,
      effect,
      principals: readPrincipals(notPrincipal ? memberOf(statement, 'notprincipal') : principal),
      notPrincipal,
      actions: notAction ? notActions : actions,
      notAction,
      resources: notResource ? notResources : resources,
      notResource,
      conditions: readConditions(objectOf(memberOf(statement, 'condition'))),
    },
  ]
}

/** Whether the statement is about every principal there is, but for some that it may exempt. */
export const isAboutEveryone = ({ principals, notPrincipal }: Statement): boolean =>
  notPrincipal || principals.some(({ kind }) => kind === 'everyone')
