import type { PolicyMeaning } from '#events'
import { isDataAction } from './actions.ts'
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
