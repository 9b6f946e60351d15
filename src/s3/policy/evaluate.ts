import type { PolicyMeaning } from '#events'
import type { AccountId, JsonValue } from '#primitives'
import { admittedBy } from './admitted.ts'
import { denialsIn, sparedAccountsIn } from './denials.ts'
import type { PolicyPlace } from './fixed-values.ts'
import { publicStatements } from './public-statements.ts'
import { readStatements } from './statement.ts'

/** What a policy document says; undefined when it cannot be read as one. `own` is the account that it is judged for. */
export function evaluatePolicy(
  document: JsonValue | undefined,
  own: AccountId,
  place: PolicyPlace,
): PolicyMeaning | undefined {
  const statements = readStatements(document)
  return (
    statements && {
      publicStatements: publicStatements(statements, place),
      admitted: admittedBy(statements, own),
      ...denialsIn(statements),
      sparedAccounts: sparedAccountsIn(statements, own),
    }
  )
}
