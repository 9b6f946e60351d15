import { expect, test } from 'vitest'
import { nameActor } from './wording.ts'

test.each([
  ['arn:aws:iam::111122223333:role/deployer', 'role/deployer'],
  ['arn:aws:iam::111122223333:role/teams/data/deployer', 'role/deployer'],
  [
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_Audit_8b1d4e6f0a2c9357',
    'role/AWSReservedSSO_ReadOnly_Audit',
  ],
  [
    'arn:aws:iam::444455556666:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    'role/AWSServiceRoleForConfig of 444455556666',
  ],
])('in a narrow column %s is %s', (principal, name) => {
  expect(nameActor(principal, 'assumed-role', '111122223333')).toBe(name)
})
