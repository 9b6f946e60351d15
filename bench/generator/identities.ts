import type { JsonObject } from '#primitives'
import { cloudTrailTime, minute } from './clock.ts'
import { uniqueId } from './ids.ts'

/** `userIdentity` in the variants that CloudTrail writes. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity extends JsonObject {
  readonly type: string
  readonly arn?: string
  readonly accountId?: string
  readonly invokedBy?: string
}

export function iamUser(account: string, name: string): UserIdentity {
  return {
    type: 'IAMUser',
    principalId: uniqueId('AIDA', name),
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: uniqueId('AKIA', name),
    userName: name,
  }
}

export const rootUser = (account: string, accessKey: string): UserIdentity => ({
  type: 'Root',
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
  accessKeyId: accessKey,
})

export interface RoleSession {
  readonly account: string
  readonly role: string
  /** `service-role/`, `aws-reserved/sso.amazonaws.com/`: in the role's ARN, never in the session's. */
  readonly path?: string
  readonly session: string
  readonly accessKey: string
  /** When the session began, epoch ms. */
  readonly began: number
  readonly mfa?: boolean
  /** The service that calls on the role's behalf. */
  readonly invokedBy?: string
  /** Credentials came from the instance metadata service. */
  readonly onInstance?: boolean
}

export function assumedRole(session: RoleSession): UserIdentity {
  const { account, role } = session
  const principalId = uniqueId('AROA', role)
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${session.session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session.session}`,
    accountId: account,
    accessKeyId: `ASIA${session.accessKey}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: `arn:aws:iam::${account}:role/${session.path ?? ''}${role}`,
        accountId: account,
        userName: role,
      },
      attributes: {
        creationDate: cloudTrailTime(session.began - (session.began % minute)),
        mfaAuthenticated: String(session.mfa ?? false),
      },
      ...(session.onInstance ? { ec2RoleDelivery: '2.0' } : {}),
    },
    ...(session.invokedBy ? { invokedBy: session.invokedBy } : {}),
  }
}

export const awsService = (invokedBy: string): UserIdentity => ({ type: 'AWSService', invokedBy })

/** Nobody in particular: no signature. */
export const anonymousCaller: UserIdentity = { type: 'AWSAccount', principalId: '', accountId: 'anonymous' }

/** A principal of another account, as the bucket's owner sees it: without an ARN. */
export const foreignAccount = (account: string, name: string): UserIdentity => ({
  type: 'AWSAccount',
  principalId: `${uniqueId('AROA', name)}:${name}`,
  accountId: account,
})

/** Who asks STS for a role by an OpenID Connect token. */
export const webIdentity = (account: string, provider: string, subject: string): UserIdentity => ({
  type: 'WebIdentityUser',
  principalId: `arn:aws:iam::${account}:oidc-provider/${provider}:sts.amazonaws.com:${subject}`,
  userName: subject,
  identityProvider: `arn:aws:iam::${account}:oidc-provider/${provider}`,
})
