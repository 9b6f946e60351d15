import { type Actor, anonymous, networkOf, principalOfArn } from '#events'
import { accountOfArn, asAccountId, BoundedCache, filledTextOf, type JsonObject, objectOf, textOf } from '#primitives'

const unknown: Actor = { kind: 'unknown', session: 'unknown', principal: 'unknown' }

/**
 * The caller of a record at its three levels.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function actorOf(record: JsonObject): Actor {
  const identity = objectOf(record.userIdentity)
  if (identity === undefined) return serviceBySource(record) ?? unknown
  const caller = readCaller(identity)
  if (isAnonymous(caller)) return anonymous
  if (caller.arn === undefined && (caller.type === 'AWSAccount' || caller.type === undefined))
    return withoutArn(record, caller)
  return remembered(caller, identity)
}

/** The parts of `userIdentity` that tell callers apart; empty texts are left out. */
interface Caller {
  readonly type: string | undefined
  readonly arn: string | undefined
  readonly principalId: string | undefined
  readonly account: string | undefined
  readonly accessKeyId: string | undefined
  readonly invokedBy: string | undefined
  readonly issuer: string | undefined
}

function readCaller(identity: JsonObject): Caller {
  const context = objectOf(identity.sessionContext)
  return {
    type: filledTextOf(identity.type),
    arn: filledTextOf(identity.arn),
    principalId: filledTextOf(identity.principalId),
    account: accountText(identity.accountId),
    accessKeyId: filledTextOf(identity.accessKeyId),
    invokedBy: filledTextOf(identity.invokedBy),
    issuer: context && filledTextOf(objectOf(context.sessionIssuer)?.arn),
  }
}

/** An account id as text; one that passed through a number has lost its leading zeros. */
export const accountText = (value: JsonObject[string]): string | undefined =>
  typeof value === 'number' ? String(value).padStart(12, '0') : filledTextOf(value)

/** Older records spell it `ANONYMOUS_PRINCIPAL` with an empty principal, newer ones `anonymous`. */
function isAnonymous(caller: Caller): boolean {
  const { account, principalId } = caller
  if (account !== undefined && namesNobody(account)) return true
  if (principalId !== undefined) return namesNobody(principalId)
  return caller.type === 'AWSAccount' && caller.arn === undefined && account === undefined
}

const namesNobody = (text: string): boolean =>
  text === 'ANONYMOUS_PRINCIPAL' || text === 'anonymous' || text === 'Anonymous'

const actors = new BoundedCache<string, { caller: Caller; actor: Actor }>(10_000)

/** A caller makes many calls: the last actor under a name serves as long as no part differs. */
function remembered(caller: Caller, identity: JsonObject): Actor {
  // Without one of these, other members name the caller.
  const name = caller.arn ?? caller.principalId
  if (name === undefined) return nameActor(caller, identity)
  const known = actors.get(name)
  if (known !== undefined && isSame(known.caller, caller)) return known.actor
  const actor = nameActor(caller, identity)
  actors.set(name, { caller, actor })
  return actor
}

const isSame = (one: Caller, other: Caller): boolean =>
  one.type === other.type &&
  one.arn === other.arn &&
  one.principalId === other.principalId &&
  one.accessKeyId === other.accessKeyId &&
  one.account === other.account &&
  one.invokedBy === other.invokedBy &&
  one.issuer === other.issuer

function nameActor(caller: Caller, identity: JsonObject): Actor {
  const { type, arn, principalId } = caller
  if (type === 'AWSService') return service(caller.invokedBy ?? arn ?? principalId ?? 'AWSService')
  const userName = filledTextOf(identity.userName)
  const session = arn ?? principalId ?? userName ?? onBehalfOf(identity) ?? 'unknown'
  if (type === 'Root') return made(caller, 'root', arn ?? rootOf(caller) ?? session, rootOf(caller) ?? session)
  const issuer = type === 'IAMUser' ? undefined : caller.issuer
  const principal = issuer ?? (arn === undefined ? withoutSession(session) : principalOfArn(arn))
  return made(caller, kindOf(type, arn), session, principal)
}

const kinds: ReadonlyMap<string, Actor['kind']> = new Map([
  ['IAMUser', 'iam-user'],
  ['AssumedRole', 'assumed-role'],
  ['Role', 'assumed-role'],
  ['FederatedUser', 'federated-user'],
  ['SAMLUser', 'federated-user'],
  ['WebIdentityUser', 'federated-user'],
  ['IdentityCenterUser', 'federated-user'],
  ['Directory', 'federated-user'],
])

const kindOf = (type: string | undefined, arn: string | undefined): Actor['kind'] =>
  kinds.get(type ?? '') ?? (arn === undefined ? 'unknown' : kindOfArn(arn))

function kindOfArn(arn: string): Actor['kind'] {
  const resource = arn.startsWith('arn:') ? (arn.split(':')[5] ?? '') : ''
  if (resource.startsWith('assumed-role/')) return 'assumed-role'
  if (resource.startsWith('user/')) return 'iam-user'
  if (resource.startsWith('federated-user/')) return 'federated-user'
  return resource === 'root' ? 'root' : 'unknown'
}

/**
 * Callers of another account reach the bucket owner's trail with an account and an id, and S3's own jobs with nothing but the
 * service's name.
 */
function withoutArn(record: JsonObject, caller: Caller): Actor {
  const { account, principalId } = caller
  if (caller.type === undefined && caller.invokedBy !== undefined) return service(caller.invokedBy)
  const bySource = principalId === undefined && caller.type === undefined ? serviceBySource(record) : undefined
  if (bySource !== undefined) return bySource
  const session = principalId ?? rootOf(caller) ?? 'unknown'
  const recipient = accountText(record.recipientAccountId)
  const kind = account !== undefined && account !== recipient ? 'foreign-account' : kindOfId(principalId ?? '')
  return made(caller, kind, session, withoutSession(session))
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
function kindOfId(principalId: string): Actor['kind'] {
  if (principalId.startsWith('AROA')) return 'assumed-role'
  return principalId.startsWith('AIDA') ? 'iam-user' : 'unknown'
}

/** `AROAEXAMPLE:session` is a session of the role `AROAEXAMPLE`. */
const withoutSession = (id: string): string => (/^AROA[^:]*:/.test(id) ? id.slice(0, id.indexOf(':')) : id)

const rootOf = ({ account, arn }: Caller): string | undefined =>
  account === undefined ? undefined : `arn:${arn?.split(':')[1] ?? 'aws'}:iam::${account}:root`

/** IAM Identity Center users are known by the id that they have in the identity store. */
const onBehalfOf = (identity: JsonObject): string | undefined => filledTextOf(objectOf(identity.onBehalfOf)?.userId)

const service = (name: string): Actor => ({ kind: 'aws-service', session: name, principal: name })

function serviceBySource(record: JsonObject): Actor | undefined {
  const name = networkOf(textOf(record.sourceIPAddress)).service
  return name === undefined ? undefined : service(name)
}

function made(caller: Caller, kind: Actor['kind'], session: string, principal: string): Actor {
  const account = caller.account ?? (caller.arn === undefined ? undefined : accountOfArn(caller.arn))
  return {
    kind,
    session,
    principal,
    ...(account !== undefined && { account: asAccountId(account) }),
    ...(caller.invokedBy !== undefined && { invokedBy: caller.invokedBy }),
    ...(caller.accessKeyId !== undefined && { accessKeyId: caller.accessKeyId }),
  }
}
