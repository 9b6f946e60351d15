import type { ActivityEvent } from '../../activity-event.ts'
import { bothLogs, type Field, type FieldGroup, type FieldType, type FieldValue } from '../field.ts'
import { eventField } from './event.ts'

const paths = [
  'recipientAccountId',
  'sourceIPAddress',
  'userIdentity.accessKeyId',
  'userIdentity.accountId',
  'userIdentity.arn',
  'userIdentity.invokedBy',
  'userIdentity.onBehalfOf.userId',
  'userIdentity.principalId',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.type',
  'userIdentity.userName',
]

const actorField = (
  name: string,
  type: FieldType,
  meaning: string,
  source: string,
  read: (event: ActivityEvent) => FieldValue,
  logs: Field['logs'] = bothLogs,
): Field => eventField(name, type, meaning, { source, paths, logs }, read)

export const actorFields: FieldGroup = {
  title: 'The actor',
  about: 'Who did it, at three levels: a session, the role or user behind it, and its account.',
  fields: [
    actorField(
      'actor.kind',
      'string',
      '`iam-user`, `assumed-role`, `federated-user`, `root`, `aws-service`, `foreign-account`, `anonymous` or `unknown`.',
      'CloudTrail `userIdentity.type`; the form of the access log requester',
      event => event.actor.kind,
    ),
    actorField(
      'actor.session',
      'string',
      'The most exact name: the session’s ARN, the requester, a service’s DNS name.',
      'CloudTrail `userIdentity.arn`, access log requester',
      event => event.actor.session,
    ),
    actorField(
      'actor.principal',
      'string',
      'The role or user behind the session; the same for all sessions of a role.',
      'CloudTrail `userIdentity.sessionContext.sessionIssuer.arn`, else the session',
      event => event.actor.principal,
    ),
    actorField(
      'actor.account',
      'string',
      'The account the caller belongs to; absent for services and anonymous callers.',
      'CloudTrail `userIdentity.accountId`, else the ARN',
      event => event.actor.account,
    ),
    actorField(
      'actor.foreign',
      'boolean',
      'The caller belongs to another account than the record.',
      '`actor.account` compared with `account`',
      ({ actor, account }) => actor.account !== undefined && account !== '' && actor.account !== account,
      ['cloudtrail'],
    ),
    actorField(
      'actor.invoked_by',
      'string',
      'A service that called on the actor’s behalf, e.g. `cloudformation.amazonaws.com`.',
      'CloudTrail `userIdentity.invokedBy`',
      event => event.actor.invokedBy,
      ['cloudtrail'],
    ),
    actorField(
      'actor.access_key_id',
      'string',
      'The access key that signed the request.',
      'CloudTrail `userIdentity.accessKeyId`; in an access log, the credential of a presigned request',
      event => event.actor.accessKeyId,
    ),
  ],
}
