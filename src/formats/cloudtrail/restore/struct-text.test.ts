import { expect, test } from 'vitest'
import { readStructText } from './struct-text.ts'

test.each([
  ['{}', {}],
  [
    '{type=Root, arn=arn:aws:iam::111122223333:root, username=null}',
    { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
  ],
  [
    '{type=AssumedRole, sessioncontext={attributes={creationdate=2026-06-07 23:59:12.000, mfaauthenticated=false}, sessionissuer=null}}',
    {
      type: 'AssumedRole',
      sessioncontext: { attributes: { creationdate: '2026-06-07 23:59:12.000', mfaauthenticated: 'false' } },
    },
  ],
  [
    '{arn=arn:aws:sts::111122223333:assumed-role/backup/a=b,c@example.com}',
    { arn: 'arn:aws:sts::111122223333:assumed-role/backup/a=b,c@example.com' },
  ],
  [
    '[{arn=a, type=x}, {arn=b, type=y}]',
    [
      { arn: 'a', type: 'x' },
      { arn: 'b', type: 'y' },
    ],
  ],
  [
    '{bucketName=amzn-s3-demo-bucket, policy=, bucketPolicy={"Statement":[{"Action":"a, b=c}"}]}, x-id=y}',
    {
      bucketName: 'amzn-s3-demo-bucket',
      policy: '',
      bucketPolicy: { Statement: [{ Action: 'a, b=c}' }] },
      'x-id': 'y',
    },
  ],
])('%s is read', (text, value) => {
  expect(readStructText(text)).toEqual(value)
})

test.each([
  ['a quote within a value', '{x-amz-grant-read=uri="http://example.com", id="a"}'],
  ['a part without a name', '{key=a, b, c=d}'],
  ['a brace within a value', '{key=a}b, c=d}'],
  ['what follows the end', '{key=a} and more'],
  ['a text that is cut', '{key=a, b={c='],
  ['a nesting without end', '{a='.repeat(100_000)],
  ['broken JSON', '{a={"b":}'],
])('%s leaves it open what is meant, so that nothing is', (_, text) => {
  expect(readStructText(text)).toBeUndefined()
})
