import { hour, stsTime } from './clock.ts'
import type { RoleSession } from './identities.ts'
import type { Ids } from './ids.ts'
import { uniqueId } from './ids.ts'
import type { Call } from './record.ts'

const host = 'sts.us-east-1.amazonaws.com'

type Wanted = Pick<RoleSession, 'account' | 'role' | 'path' | 'session' | 'accessKey'>

const roleArn = ({ account, role, path }: Wanted): string => `arn:aws:iam::${account}:role/${path ?? ''}${role}`

function answer(wanted: Wanted, time: number, ids: Ids) {
  return {
    credentials: {
      accessKeyId: `ASIA${wanted.accessKey}`,
      sessionToken: ids.sessionToken(),
      expiration: stsTime(time + hour),
    },
    assumedRoleUser: {
      assumedRoleId: `${uniqueId('AROA', wanted.role)}:${wanted.session}`,
      arn: `arn:aws:sts::${wanted.account}:assumed-role/${wanted.role}/${wanted.session}`,
    },
  }
}

export const assumeRole = (wanted: Wanted, time: number, ids: Ids): Call => ({
  source: 'sts.amazonaws.com',
  name: 'AssumeRole',
  readOnly: true,
  parameters: { roleArn: roleArn(wanted), roleSessionName: wanted.session },
  response: answer(wanted, time, ids),
  resources: [{ accountId: wanted.account, type: 'AWS::IAM::Role', ARN: roleArn(wanted) }],
  host,
})

export const assumeRoleWithWebIdentity = (
  wanted: Wanted,
  provider: { arn: string; subject: string },
  time: number,
  ids: Ids,
): Call => ({
  ...assumeRole(wanted, time, ids),
  name: 'AssumeRoleWithWebIdentity',
  parameters: { roleArn: roleArn(wanted), roleSessionName: wanted.session, durationSeconds: 3600 },
  response: {
    ...answer(wanted, time, ids),
    subjectFromWebIdentityToken: provider.subject,
    provider: provider.arn,
    audience: 'sts.amazonaws.com',
  },
})

export const getCallerIdentity: Call = {
  source: 'sts.amazonaws.com',
  name: 'GetCallerIdentity',
  readOnly: true,
  parameters: null,
  host,
}
