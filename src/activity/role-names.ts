import { withoutRolePath } from '#events'

/** Gives an actor the fullest name that the logs have for it. */
export type NameInFull = (principal: string) => string

/**
 * CloudTrail names a role with its path, an access log without one: the same role, under one name where both are there.
 */
export function nameRolesInFull(principals: Iterable<string>): NameInFull {
  const full = new Map<string, string>()
  for (const principal of principals) {
    const short = withoutRolePath(principal)
    if (short === principal) continue
    const other = full.get(short)
    if (other === undefined || principal < other) full.set(short, principal)
  }
  return principal => full.get(principal) ?? principal
}
