import { expect, test } from 'vitest'
import { asAccountId, asBucketName } from '#primitives'
import { exampleEvent } from '../../test/fixtures/example-event.ts'
import { notFoundIn, PresentNames } from './asked-for.ts'
import { everything, type Scope } from './scope.ts'

const event = { ...exampleEvent({ id: '1' }), account: asAccountId('111122223333'), region: 'eu-west-1' }

function notFound(asked: Partial<Scope>, times: readonly number[] = [1_000, 2_000]) {
  const scope = { ...everything, ...asked }
  const presents = times.map(time => {
    const present = new PresentNames(scope)
    present.note([{ ...event, bucket: asBucketName('amzn-s3-demo-bucket1'), time }])
    return present.state()
  })
  return notFoundIn(scope, presents)
}

test('what is in the logs of any worker is found', () => {
  expect(notFound({ buckets: ['amzn-s3-demo-bucket1'], accounts: ['111122223333'], regions: ['eu-west-1'] })).toEqual(
    [],
  )
  expect(notFound({})).toEqual([])
})

test('what is not is named with the option, and with what was probably meant', () => {
  expect(notFound({ buckets: ['amzn-s3-demo-bukcet1', 'elsewhere'], regions: ['eu-wst-1'] })).toEqual([
    { option: '--region', asked: 'eu-wst-1', near: 'eu-west-1' },
    { option: '--bucket', asked: 'amzn-s3-demo-bukcet1', near: 'amzn-s3-demo-bucket1' },
    { option: '--bucket', asked: 'elsewhere' },
  ])
})

test('a time is outside of the logs only where all of them end before it, or begin after it', () => {
  const logs = { first: new Date(1_000).toISOString(), last: new Date(2_000).toISOString() }
  expect(notFound({ from: 2_000 })).toEqual([])
  expect(notFound({ from: 2_001 })).toEqual([{ option: '--from', asked: new Date(2_001).toISOString(), logs }])
  expect(notFound({ to: 1_001 })).toEqual([])
  expect(notFound({ to: 1_000 })).toEqual([{ option: '--to', asked: new Date(1_000).toISOString(), logs }])
})

test('a bucket that was asked for is found among any number of others', () => {
  const present = new PresentNames({ ...everything, buckets: ['amzn-s3-demo-bucket1'] })
  const names = [...Array.from({ length: 10_001 }, (_, index) => `other-${index}`), 'amzn-s3-demo-bucket1']
  present.note(names.map(name => ({ ...event, bucket: asBucketName(name) })))
  expect(notFoundIn({ ...everything, buckets: ['amzn-s3-demo-bucket1'] }, [present.state()])).toEqual([])
})

test('what may be of the account that was asked for, since its log names none, is not said to be of another', () => {
  const scope = { ...everything, accounts: ['444455556666'] }
  const present = new PresentNames(scope)
  present.note([{ ...event, account: asAccountId('') }])
  expect(notFoundIn(scope, [present.state()])).toEqual([])
})
