import { expect, test } from 'vitest'
import { rememberAnswers } from './remember-answers.ts'

function counting(): { asked: () => number; test: (text: string) => boolean } {
  let count = 0
  return {
    asked: () => count,
    test: rememberAnswers(text => {
      count++
      return text.startsWith('a')
    }),
  }
}

test('a text that comes again is not tried again, whatever the answer was', () => {
  const { asked, test: remembered } = counting()
  expect(['a1', 'b1', 'a1', 'b1'].map(remembered)).toEqual([true, false, true, false])
  expect(asked()).toBe(2)
})

test('texts that hardly repeat are soon tried without being kept, with the same answers', () => {
  const { asked, test: remembered } = counting()
  for (let index = 0; index < 5_000; index++) {
    expect(remembered(`a${index}`)).toBe(true)
    expect(remembered(`b${index}`)).toBe(false)
  }
  const before = asked()
  expect(remembered('a4999')).toBe(true)
  expect(asked()).toBe(before + 1)
})

test('long texts are never kept', () => {
  const { asked, test: remembered } = counting()
  const long = 'a'.repeat(1_000)
  expect([remembered(long), remembered(long)]).toEqual([true, true])
  expect(asked()).toBe(2)
})
