import type { AccountId } from '#primitives'

export type ActorKind =
  | 'iam-user'
  | 'assumed-role'
  | 'federated-user'
  | 'root'
  | 'aws-service'
  | 'foreign-account'
  | 'anonymous'
  | 'unknown'

/**
 * Who did it, at three levels. A role's sessions share one principal, so that neither instance ids nor
 * rotating session names split an actor; allow entries, baselines and counts may use any level.
 */
export interface Actor {
  readonly kind: ActorKind
  /** The most exact name the log gives: the session's full ARN, an access log's requester, a service's DNS name. */
  readonly session: string
  /** The role or user behind the session: `sessionIssuer.arn`, or the session itself. Never empty. */
  readonly principal: string
  /** The account the caller belongs to; absent for anonymous callers and services. */
  readonly account?: AccountId
  /** A service that called on the actor's behalf, e.g. `cloudformation.amazonaws.com`. */
  readonly invokedBy?: string
  readonly accessKeyId?: string
}

export const anonymous: Actor = { kind: 'anonymous', session: 'anonymous', principal: 'anonymous' }

/** A role's ARN without its path. The name alone is unique in an account: a path only sorts roles. */
export function withoutRolePath(arn: string): string {
  if (!arn.includes(':role/')) return arn
  const match = /^(arn:[^:]+:iam::\d*:role\/)(?:.+\/)([^/]+)$/.exec(arn)
  return match ? `${match[1]}${match[2]}` : arn
}

/**
 * The role or user behind a caller's ARN: a session of an assumed role becomes its role, anything else is itself.
 * The ARN of a session carries no role path, so the result names the role without one.
 */
export function principalOfArn(arn: string): string {
  const match = /^arn:([^:]+):sts::(\d*):assumed-role\/(.+)\/[^/]*$/.exec(arn)
  return match ? `arn:${match[1]}:iam::${match[2]}:role/${match[3]}` : arn
}
