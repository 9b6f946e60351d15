import { expect, test } from 'vitest'
import { readTrail, trailRecord } from '../../../../test/fixtures/trail.ts'
import { respellCall } from './call.ts'

const requestParameters = { bucketName: 'amzn-s3-demo-bucket' }
const source = 's3.amazonaws.com'

test.each([
  [
    'the name of the API',
    { eventSource: source, eventName: 'PutPublicAccessBlock', requestParameters },
    'PutBucketPublicAccessBlock',
  ],
  [
    'that name, of an account',
    { eventSource: source, eventName: 'PutPublicAccessBlock' },
    'PutAccountPublicAccessBlock',
  ],
  [
    'the name of an IAM action',
    { eventSource: source, eventName: 'PutLifecycleConfiguration', requestParameters },
    'PutBucketLifecycle',
  ],
  [
    'the address of the control API',
    { eventSource: 's3-control.amazonaws.com', eventName: 'CreateAccessPoint' },
    'CreateAccessPoint',
  ],
  ['no source', { eventName: 'PutBucketAcl', requestParameters }, 'PutBucketAcl'],
])('%s is respelled', (_, record, eventName) => {
  expect(respellCall(record)?.record).toMatchObject({ eventSource: source, eventName })
})

test.each([
  ['what CloudTrail writes', { eventSource: source, eventName: 'PutBucketAcl', requestParameters }],
  [
    'a call of a service that shares a name',
    { eventSource: 'glacier.amazonaws.com', eventName: 'PutPublicAccessBlock' },
  ],
  ['a call of no source that names no bucket', { eventName: 'ListBuckets' }],
  ['a call of no source that is none of S3', { eventName: 'CreateTrail', requestParameters }],
  ['a call of directory buckets', { eventSource: 's3express.amazonaws.com', eventName: 'PutBucketPolicy' }],
])('%s stays as it is', (_, record) => {
  expect(respellCall(record)).toBeUndefined()
})

test('it is counted and said once for a file, by what was found', async () => {
  const named = (id: string) => trailRecord(id, { eventName: 'GetPublicAccessBlock' })
  const { events, account } = await readTrail(
    JSON.stringify({
      Records: [named('a'), named('b'), trailRecord('c', { eventSource: undefined }), trailRecord('d')],
    }),
  )
  expect(events.map(({ service, action }) => `${service} ${action}`)).toEqual([
    ...Array.from({ length: 2 }, () => 's3.amazonaws.com GetBucketPublicAccessBlock'),
    ...Array.from({ length: 2 }, () => 's3.amazonaws.com GetBucketAcl'),
  ])
  expect(account.issues).toMatchObject([
    {
      code: 'respelled-call',
      received: 'GetBucketAcl of no eventSource (1), GetPublicAccessBlock for GetBucketPublicAccessBlock (2)',
    },
  ])
})
