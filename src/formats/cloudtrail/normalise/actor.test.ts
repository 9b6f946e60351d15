import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { actorOf } from './actor.ts'

const account = '111122223333'
const foreign = '444455556666'
const of = (userIdentity: JsonObject, rest: JsonObject = {}) =>
  actorOf({ recipientAccountId: account, sourceIPAddress: '192.0.2.1', userIdentity, ...rest })

const role = `arn:aws:iam::${account}:role/service-role/app`
const roleSession = (name: string, accessKeyId: string): JsonObject => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/app/${name}`,
  accountId: account,
  accessKeyId,
  sessionContext: { sessionIssuer: { type: 'Role', arn: role, accountId: account } },
})

test('sessions of a role share the role behind them', () => {
  const one = of(roleSession('i-0123456789abcdef0', 'ASIAEXAMPLE1'))
  const other = of(roleSession('deploy', 'ASIAEXAMPLE2'))
  expect(one).toMatchObject({ kind: 'assumed-role', principal: role, account, accessKeyId: 'ASIAEXAMPLE1' })
  expect(other.principal).toBe(one.principal)
  expect(other.session).not.toBe(one.session)
})

test('the same caller is the same object, until any part of it differs', () => {
  const one = of(roleSession('cached', 'ASIAEXAMPLE1'))
  expect(of(roleSession('cached', 'ASIAEXAMPLE1'))).toBe(one)
  expect(of(roleSession('cached', 'ASIAEXAMPLE2')).accessKeyId).toBe('ASIAEXAMPLE2')
})

test('without an issuer, the role is read off the session', () => {
  const arn = `arn:aws:sts::${account}:assumed-role/app/x`
  expect(of({ type: 'AssumedRole', arn }).principal).toBe(`arn:aws:iam::${account}:role/app`)
  expect(of({ type: 'AssumedRole', principalId: 'AROAEXAMPLE:x' })).toMatchObject({
    session: 'AROAEXAMPLE:x',
    principal: 'AROAEXAMPLE',
  })
})

test('an IAM user is its ARN, also when a service calls on its behalf', () => {
  const arn = `arn:aws:iam::${account}:user/operator`
  expect(of({ type: 'IAMUser', arn, accountId: account, invokedBy: 'cloudformation.amazonaws.com' })).toEqual({
    kind: 'iam-user',
    session: arn,
    principal: arn,
    account,
    invokedBy: 'cloudformation.amazonaws.com',
  })
})

test('a federated user acts for the user who federated it', () => {
  const issuer = `arn:aws:iam::${account}:user/broker`
  const arn = `arn:aws:sts::${account}:federated-user/guest`
  const identity = {
    type: 'FederatedUser',
    arn,
    accountId: account,
    sessionContext: { sessionIssuer: { arn: issuer } },
  }
  expect(of(identity)).toMatchObject({ kind: 'federated-user', session: arn, principal: issuer })
})

test.each([
  ['WebIdentityUser', { principalId: 'accounts.google.com:app:user' }, 'accounts.google.com:app:user'],
  ['SAMLUser', { principalId: 'qualifier:name' }, 'qualifier:name'],
  ['IdentityCenterUser', { onBehalfOf: { userId: 'user-id' }, accountId: account }, 'user-id'],
])('%s is a federated user without an ARN', (type, identity, principal) => {
  expect(of({ type, ...identity })).toMatchObject({ kind: 'federated-user', session: principal, principal })
})

test('root is the account, also in a session of root', () => {
  const root = `arn:aws:iam::${account}:root`
  expect(of({ type: 'Root', arn: root, accountId: account, principalId: account })).toMatchObject({
    kind: 'root',
    session: root,
    principal: root,
  })
  expect(of({ type: 'Root', accountId: account }).principal).toBe(root)
})

test('a service is known by invokedBy, or by the source address of a record that names nobody', () => {
  const service = { kind: 'aws-service', session: 'cloudtrail.amazonaws.com', principal: 'cloudtrail.amazonaws.com' }
  expect(of({ type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' })).toEqual(service)
  expect(of({ accountId: account, invokedBy: 'cloudtrail.amazonaws.com' })).toEqual(service)
  expect(of({ accountId: account }, { sourceIPAddress: 'cloudtrail.amazonaws.com' })).toEqual(service)
  expect(actorOf({ sourceIPAddress: 'cloudtrail.amazonaws.com' })).toEqual(service)
})

test.each([
  { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
  { type: 'AWSAccount', principalId: '', accountId: 'anonymous' },
  { type: 'Unknown', principalId: '', accountId: 'anonymous' },
  { type: 'AWSAccount', principalId: 'Anonymous' },
  { type: 'AWSAccount', principalId: '' },
])('%o is anonymous', identity => {
  expect(of(identity)).toEqual({ kind: 'anonymous', session: 'anonymous', principal: 'anonymous' })
})

test('a caller of another account without an ARN is known by its id', () => {
  expect(of({ type: 'AWSAccount', principalId: 'AROAEXAMPLE:session', accountId: foreign })).toEqual({
    kind: 'foreign-account',
    session: 'AROAEXAMPLE:session',
    principal: 'AROAEXAMPLE',
    account: foreign,
  })
  expect(of({ type: 'AWSAccount', accountId: foreign }).principal).toBe(`arn:aws:iam::${foreign}:root`)
  expect(of({ type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: account }).kind).toBe('iam-user')
})

test('a role of another account with an ARN stays a role, and its account tells', () => {
  const arn = `arn:aws:sts::${foreign}:assumed-role/app/x`
  expect(of({ type: 'AssumedRole', arn })).toMatchObject({ kind: 'assumed-role', account: foreign })
  expect(of({ type: 'AWSAccount', arn, accountId: foreign }).kind).toBe('assumed-role')
})

test('nothing known is unknown, never empty', () => {
  for (const userIdentity of [undefined, null, '', {}]) {
    expect(actorOf({ userIdentity })).toEqual({ kind: 'unknown', session: 'unknown', principal: 'unknown' })
  }
})

test('users without an ARN are told apart by name, also when a service calls for them', () => {
  const user = (userName: string): JsonObject => ({
    type: 'IAMUser',
    accountId: account,
    userName,
    invokedBy: 'cloudformation.amazonaws.com',
  })
  expect([of(user('alice')).principal, of(user('bob')).principal]).toEqual(['alice', 'bob'])
})
