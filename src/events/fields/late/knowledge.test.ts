import { expect, test } from 'vitest'
import { asAccountId } from '#primitives'
import { exampleEvent } from '../../../../test/fixtures/example-event.ts'
import type { Knowledge } from '../../knowledge.ts'
import { Observation } from '../../observation.ts'
import { isSettledOf, resolveField } from '../catalogue.ts'

const own = asAccountId('111122223333')
const stranger = asAccountId('444455556666')

const read = resolveField('actor.external')
const isSettled = isSettledOf('actor.external')

const observe = (account: string, log: 'cloudtrail' | 's3-access-log', caller: string | undefined) => {
  const { account: _, ...event } = exampleEvent({ id: '1', log })
  const { account: __, ...actor } = event.actor
  const called = { ...actor, ...(caller !== undefined && { account: asAccountId(caller) }) }
  return new Observation({ ...event, account: asAccountId(account), actor: called }, () => ({}))
}

const knowing = (isKnown: boolean, knowsOwnAccounts: boolean): Knowledge =>
  ({ isKnown: () => isKnown, isOwn: () => isKnown, knowsOwnAccounts }) as unknown as Knowledge

test('a caller of the record’s account is known to be no stranger before all logs have been read', () => {
  expect(isSettled?.(observe(own, 'cloudtrail', own))).toBe(true)
  expect(read?.(observe(own, 'cloudtrail', own))).toBe(false)
  expect(isSettled?.(observe(own, 'cloudtrail', stranger))).toBe(false)
  expect(read?.(observe(own, 'cloudtrail', stranger))).toBeUndefined()
})

test('what is settled is what all knowledge says', () => {
  for (const account of [own, '']) {
    for (const caller of [own, stranger, '', undefined]) {
      const one = observe(account, account === '' ? 's3-access-log' : 'cloudtrail', caller)
      if (isSettled?.(one) !== true) continue
      for (const knowledge of [knowing(true, true), knowing(false, true), knowing(false, false)]) {
        const informed = new Observation(one.event, () => ({}), { environment: one.environment, knowledge })
        expect(read?.(informed)).toBe(read?.(one))
      }
    }
  }
})
