import { expect, test } from 'vitest'
import { compileRawStructure } from './raw-structure.ts'

const raw = {
  requestParameters: {
    items: [
      { port: 22, ranges: ['a', 'b'] },
      { port: 80, ranges: ['c'] },
    ],
    one: { 'x.y': { z: 1 } },
  },
}
const read = (path: string) => compileRawStructure(`requestParameters.${path}`)(raw)

test('an object is given as it is, a list as a list', () => {
  expect(read('items')).toEqual(raw.requestParameters.items)
  expect(read('one')).toEqual({ 'x.y': { z: 1 } })
})

test('a list on the way stands for each of its elements', () => {
  expect(read('items.port')).toEqual([22, 80])
  expect(read('items.ranges')).toEqual(['a', 'b', 'c'])
})

test('a name may hold dots, and what is not there is nothing', () => {
  expect(read('one.x.y.z')).toBe(1)
  expect(read('none.at.all')).toBeUndefined()
  expect(read('items.none')).toBeUndefined()
})
