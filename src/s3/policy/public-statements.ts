import type { PublicStatement } from '#events'
import { matchesGlob } from '#primitives'
import { isWrite } from './actions.ts'
import type { Condition } from './condition.ts'
import { exemptsOnlyFixed, type PolicyPlace, shorten, whyNotFixed } from './fixed-values.ts'
import { isAboutEveryone, type Statement } from './statement.ts'

/**
 * The statements that make a policy public: they allow something to everyone, or to every user of a web identity provider, and no
 * condition fixes who calls, and no other statement refuses everyone but fixed callers.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function publicStatements(statements: readonly Statement[], place: PolicyPlace): readonly PublicStatement[] {
  const guards = statements.filter(statement => isGuard(statement, place))
  return statements.flatMap(statement => {
    if (statement.effect !== 'allow' || (!isAboutEveryone(statement) && !namesWebIdentities(statement))) return []
    const weaknesses = statement.conditions.map(condition => whyNotFixed(condition, place))
    if (weaknesses.some(weakness => weakness === undefined)) return []
    if (guards.some(guard => isGuarded(statement, guard))) return []
    return [
      {
        reason: sentence(statement, weaknesses as readonly string[]),
        actions: statement.notAction ? statement.actions.map(action => `not ${action}`) : statement.actions,
        write: statement.notAction || statement.actions.some(isWrite),
      },
    ]
  })
}

/** A provider with an ARN is one that an account has set up for its own users; any other serves everyone. */
const namesWebIdentities = ({ principals }: Statement): boolean =>
  principals.some(({ kind, text }) => kind === 'federated' && !text.startsWith('arn:'))

/** Services that act for a caller are told apart from callers by these keys; a guard may let them pass. */
const serviceKeys: ReadonlySet<string> = new Set(['aws:viaawsservice', 'aws:principalisawsservice'])

const letsServicesPass = ({ key, operator, values }: Condition): boolean =>
  serviceKeys.has(key) && operator === 'bool' && values.every(value => value.toLowerCase() === 'false')

/** It refuses everyone but fixed callers. */
function isGuard(statement: Statement, place: PolicyPlace): boolean {
  const { effect, notPrincipal, notResource, notAction, conditions } = statement
  if (effect !== 'deny' || notPrincipal || notResource || notAction || !isAboutEveryone(statement)) return false
  const exempting = conditions.filter(condition => !letsServicesPass(condition))
  return exempting.length > 0 && exempting.every(condition => exemptsOnlyFixed(condition, place))
}

/** The guard stands before every action and resource that the statement allows. */
function isGuarded(allowed: Statement, guard: Statement): boolean {
  const within = (patterns: readonly string[], texts: readonly string[]): boolean =>
    texts.every(text => patterns.some(pattern => matchesGlob(pattern.toLowerCase(), text.toLowerCase())))
  const actions = allowed.notAction ? ['*'] : allowed.actions
  const resources = allowed.notResource ? ['*'] : allowed.resources
  return within(guard.actions, actions) && within(guard.resources, resources)
}

function sentence(statement: Statement, weaknesses: readonly string[]): string {
  const limits = weaknesses.length === 0 ? 'no condition limits it' : listed(weaknesses)
  return `${shorten(statement.name)} lets ${whomOf(statement)} do ${whatOf(statement)}: ${limits}.`
}

function whomOf({ notPrincipal, principals }: Statement): string {
  if (notPrincipal) return 'everyone but the principals it names'
  if (principals.some(({ kind }) => kind === 'everyone')) return 'everyone'
  const provider = principals.find(({ kind, text }) => kind === 'federated' && !text.startsWith('arn:'))
  return `every user of ${shorten(provider?.text ?? 'an identity provider')}`
}

function whatOf({ notAction, actions }: Statement): string {
  if (notAction) return `everything but ${listed(actions)}`
  return actions.length === 0 ? 'nothing' : listed(actions)
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).map(shorten)
  const rest = texts.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
