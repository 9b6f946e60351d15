import { beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '#findings'
import type { FindingStatus, Store } from '#store'
import { exampleFinding } from '../../../test/fixtures/example-finding.ts'
import { exampleStore, valueOf } from '../../../test/fixtures/example-store.ts'
import { Announcer } from './announcer.ts'

let store: Store
let told: string[]
let announcer: Announcer
beforeEach(() => {
  store = exampleStore()
  told = []
  announcer = new Announcer(store, async ({ record, change }) => {
    told.push(`${record.finding.id} ${change}`)
  })
})

const act = { at: 1, by: 'bucketwatch' }
const idOf = (number: number): string => number.toString(16).padStart(16, '0')
const put = (number: number, changes: Partial<Finding> = {}): void =>
  valueOf(store.transaction(() => store.findings.put(exampleFinding({ id: idOf(number), ...changes }), act)))
const withdraw = (number: number): void => valueOf(store.transaction(() => store.findings.withdraw(idOf(number), act)))
const say = (number: number, status: FindingStatus): unknown =>
  valueOf(store.transaction(() => store.findings.setStatus(idOf(number), status, act)))
const said = (number: number, change: string): string => `${idOf(number)} ${change}`

describe('changes', () => {
  test('are told once each', async () => {
    put(1)
    valueOf(await announcer.tellChanges())
    valueOf(await announcer.tellChanges())
    put(1, { count: 2 })
    put(2)
    valueOf(await announcer.tellChanges())
    withdraw(1)
    valueOf(await announcer.tellChanges())
    expect(told).toEqual([said(1, 'new'), said(1, 'updated'), said(2, 'new'), said(1, 'withdrawn')])
  })

  test('are told of what this process has to do with; the rest is left to others', async () => {
    put(1)
    put(2)
    valueOf(await announcer.tellChanges(new Set([idOf(2)])))
    expect(told).toEqual([said(2, 'new')])
    valueOf(await announcer.tellChanges())
    expect(told).toEqual([said(2, 'new'), said(1, 'new')])
  })

  test('are told again after a crash between telling and writing down what was told, and none is lost', async () => {
    for (let number = 0; number < 250; number++) put(number)
    let left = 130
    const dying = new Announcer(store, async ({ record, change }) => {
      if (left-- === 0) throw new Error('killed')
      told.push(`${record.finding.id} ${change}`)
    })
    await expect(dying.tellChanges()).rejects.toThrow('killed')
    valueOf(await announcer.tellChanges())
    expect(new Set(told).size).toBe(250)
    expect(told.length).toBe(280)
  })

  test('are not told of what was withdrawn before it was told, nor of what is suppressed', async () => {
    put(1)
    withdraw(1)
    put(2)
    say(2, 'suppressed')
    valueOf(await announcer.tellChanges())
    expect(told).toEqual([])
    say(2, 'open')
    valueOf(await announcer.tellChanges())
    expect(told).toEqual([said(2, 'new')])
  })
})

test('a start tells what stands open, and what was left untold as what it is', async () => {
  for (const number of [1, 2, 3, 4]) put(number)
  valueOf(await announcer.tellChanges())
  say(2, 'acknowledged')
  say(3, 'resolved')
  put(4, { count: 2 })
  put(5)
  told = []
  valueOf(await announcer.tellStanding())
  expect(told).toEqual([said(1, 'open'), said(4, 'updated'), said(5, 'new')])
})
