import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf } from '../testing/facts-of.ts'

const transferOf = (action: string, parameters: JsonObject | null) => factsOf('transfer', action, parameters).transfer
const role = `arn:aws:iam::${account}:role/transfer`

test('a user has a role and a bucket as home', () => {
  const parameters = { userName: 'partner', serverId: 's-1', homeDirectory: '/amzn-s3-demo-bucket/in', role }
  expect(transferOf('CreateUser', parameters)).toEqual({ user: 'partner', homeBucket: 'amzn-s3-demo-bucket', role })
  expect(transferOf('UpdateUser', { UserName: 'partner', HomeDirectory: 'amzn-s3-demo-bucket' })).toEqual({
    user: 'partner',
    homeBucket: 'amzn-s3-demo-bucket',
  })
  expect(transferOf('CreateAgreement', { baseDirectory: '/amzn-s3-demo-bucket/as2', accessRole: role })).toEqual({
    homeBucket: 'amzn-s3-demo-bucket',
    role,
  })
})

test('where names are mapped, the target tells the bucket', () => {
  const homeDirectoryMappings = [{ entry: '/', target: '/amzn-s3-demo-bucket/home' }]
  expect(transferOf('CreateUser', { homeDirectory: '/', homeDirectoryMappings })).toEqual({
    homeBucket: 'amzn-s3-demo-bucket',
  })
  expect(transferOf('CreateUser', { homeDirectory: '/' })).toEqual({})
})

test('a server that is created without an endpoint type is public', () => {
  expect(transferOf('CreateServer', { protocols: ['SFTP'] })).toEqual({ endpointType: 'PUBLIC' })
  expect(transferOf('CreateServer', { endpointType: 'VPC' })).toEqual({ endpointType: 'VPC' })
  expect(transferOf('UpdateServer', { serverId: 's-1' })).toEqual({})
  expect(transferOf('CreateServer', null)).toEqual({})
})

test('looking at users and servers is no change', () => {
  expect(transferOf('DescribeUser', { userName: 'partner' })).toBeUndefined()
  expect(transferOf('ListServers', {})).toBeUndefined()
  expect(factsOf('iam', 'CreateUser', { userName: 'partner' }).transfer).toBeUndefined()
})
