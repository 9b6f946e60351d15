import { expect, test } from 'vitest'
import { sharingTexts } from './shared-texts.ts'

test('a text stays what it is, and what was not asked for lately is forgotten', () => {
  const shared = sharingTexts(2)
  const texts = ['a bucket', 'ключ', '', 'a'.repeat(5_000), 'a bucket']
  expect(texts.map(text => shared(text))).toEqual(texts)
})
