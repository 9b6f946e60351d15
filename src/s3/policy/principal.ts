import { type AccountId, accountOfArn, isObject, type JsonValue, listOf, textOf } from '#primitives'
import { accountIdOf, isAccountId } from '../scalars.ts'

/** Someone that a statement names, as written. */
export interface Principal {
  readonly kind: 'everyone' | 'aws' | 'service' | 'federated' | 'canonical-user'
  readonly text: string
  /** Of an ARN or account id; absent for unique ids (`AIDA...`, `AROA...`: a principal that was deleted) and others. */
  readonly account?: AccountId
}

const kinds: ReadonlyMap<string, Principal['kind']> = new Map([
  ['aws', 'aws'],
  ['service', 'service'],
  ['federated', 'federated'],
  ['canonicaluser', 'canonical-user'],
])

/**
 * The principals of a `Principal` or `NotPrincipal`: `"*"`, or lists by kind.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipals(value: JsonValue | undefined): readonly Principal[] {
  return listOf(value).flatMap(each => {
    if (!isObject(each)) return readPrincipal('aws', each)
    return Object.entries(each).flatMap(([name, ids]) => {
      const kind = kinds.get(name.toLowerCase())
      return kind === undefined ? [] : listOf(ids).flatMap(id => readPrincipal(kind, id))
    })
  })
}

function readPrincipal(kind: Principal['kind'], value: JsonValue): readonly Principal[] {
  const text = textOf(value)?.trim()
  if (!text) return []
  if (kind === 'service' || kind === 'canonical-user') return [{ kind, text }]
  // CloudTrail turns an account id into a number, which loses the zeros it began with.
  const account = accountIdOf(text) ?? accountOfArn(text)
  if (kind === 'aws' && (text === '*' || account?.includes('*'))) return [{ kind: 'everyone', text }]
  return [{ kind, text, ...(account !== undefined && isAccountId(account) && { account }) }]
}
