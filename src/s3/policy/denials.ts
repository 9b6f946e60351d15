import type { PolicyMeaning } from '#events'
import { type AccountId, accountOfArn } from '#primitives'
import { accountIdOf, isAccountId } from '../scalars.ts'
import { isDataAction } from './actions.ts'
import type { Condition } from './condition.ts'
import { isAboutEveryone, type Statement } from './statement.ts'

/**
 * What is refused to everyone: a `Deny` for every principal without any condition, which locks out even the owner. One that exempts
 * principals, or holds only for some requests (no TLS, no encryption, an address elsewhere), is an ordinary guard.
 */
export function denialsIn(statements: readonly Statement[]): Pick<PolicyMeaning, 'deniedActions' | 'deniesEveryone'> {
  const total = statements.filter(
    statement =>
      statement.effect === 'deny' &&
      !statement.notPrincipal &&
      isAboutEveryone(statement) &&
      statement.conditions.length === 0,
  )
  const deniedActions = total.flatMap(({ notAction, actions }) =>
    notAction ? actions.map(action => `not ${action}`) : actions,
  )
  return {
    deniedActions: [...new Set(deniedActions)],
    deniesEveryone: total.some(({ notAction, actions }) => notAction || actions.some(isDataAction)),
  }
}

/**
 * The accounts whose principals alone a `Deny` of the data spares: whoever sets it hands the bucket to them. One that spares a principal
 * of the own account too is an ordinary guard, and so is one that depends on anything but the caller.
 */
export const sparedAccountsIn = (statements: readonly Statement[], own: AccountId): readonly AccountId[] => [
  ...new Set(statements.filter(refusesData).flatMap(statement => onlyOthers(sparedBy(statement), own))),
]

const refusesData = (statement: Statement): boolean =>
  statement.effect === 'deny' &&
  isAboutEveryone(statement) &&
  (statement.notAction || statement.actions.some(isDataAction)) &&
  statement.conditions.every(isExemption)

/** `StringNotEquals: {aws:PrincipalArn: ...}` and its like. */
const isExemption = ({ operator, key }: Condition): boolean =>
  /^(?:string|arn)not(?:equals|equalsignorecase|like)$/.test(operator) &&
  (key === 'aws:principalarn' || key === 'aws:principalaccount')

function sparedBy({ notPrincipal, principals, conditions }: Statement): readonly (AccountId | undefined)[] {
  const named = notPrincipal ? principals.map(({ account }) => account) : []
  const values = conditions.flatMap(condition => condition.values)
  return [...named, ...values.map(value => accountIdOf(value) ?? accountOfArn(value))]
}

function onlyOthers(spared: readonly (AccountId | undefined)[], own: AccountId): readonly AccountId[] {
  const accounts = spared.filter(account => account !== undefined && isAccountId(account)) as AccountId[]
  return own === '' || accounts.length < spared.length || accounts.includes(own) ? [] : accounts
}
